package io.systole.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.runtime.access.NodeClient.Answer;
import java.util.ArrayList;
import java.util.List;

/** Faults that a node told a program, for a person. */
final class FaultWords {
    private FaultWords() {}

    /** The same answer with its faults in words; one that has none as it is. */
    static Answer of(Answer answer) {
        var lines = new ArrayList<String>();
        try {
            for (JsonNode fault : new ObjectMapper().readTree(answer.body()).path("faults")) {
                var words = new ArrayList<String>();
                for (String part : List.of("found", "expected", "advice")) {
                    if (!fault.path(part).asText().isEmpty()) {
                        words.add(fault.path(part).asText());
                    }
                }
                lines.add(fault.path("where").asText() + ": " + String.join("; ", words));
            }
        } catch (JsonProcessingException text) {
            return answer;
        }
        return lines.isEmpty() ? answer : new Answer(answer.status(), String.join("\n", lines) + "\n");
    }
}
