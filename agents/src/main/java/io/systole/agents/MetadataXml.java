package io.systole.agents;

import io.systole.agents.AgentMetadata.Action;
import io.systole.agents.AgentMetadata.Parameter;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads an agent's metadata. The document type that agents name is not looked at, and nothing outside is fetched. */
final class MetadataXml {
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private final List<String> path = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String name = "";
    private String version = "";
    private String shortDescription = "";
    private boolean rootSeen;

    private MetadataXml() {}

    static AgentMetadataAnswer read(AgentId agent, String xml) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            var reading = new MetadataXml();
            // Some agents print a line or two before the document begins.
            var start = Math.max(0, xml.indexOf("<"));
            reading.readAll(factory.createXMLStreamReader(new StringReader(xml.substring(start))));
            if (!reading.rootSeen) {
                return new AgentMetadataAnswer.Unknown(agent + " gives no metadata: no resource-agent element");
            }
            return new AgentMetadataAnswer.Known(new AgentMetadata(
                    reading.name, reading.version, reading.shortDescription, reading.parameters, reading.actions));
        } catch (XMLStreamException broken) {
            return new AgentMetadataAnswer.Unknown(agent + " gives no metadata: line "
                    + broken.getLocation().getLineNumber() + ": "
                    + String.valueOf(broken.getMessage()).lines().findFirst().orElse("not XML"));
        }
    }

    private void readAll(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(reader);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> end();
                default -> {
                    // Comments and the like say nothing here.
                }
            }
        }
    }

    private void start(XMLStreamReader reader) {
        path.add(reader.getLocalName());
        text.setLength(0);
        switch (reader.getLocalName()) {
            case "resource-agent" -> {
                rootSeen = true;
                name = attribute(reader, "name");
                version = attribute(reader, "version");
            }
            case "parameter" ->
                parameters.add(new Parameter(
                        attribute(reader, "name"),
                        truth(attribute(reader, "required")),
                        truth(attribute(reader, "unique"))
                                || !attribute(reader, "unique-group").isEmpty(),
                        truth(attribute(reader, "reloadable")),
                        truth(attribute(reader, "private")),
                        Optional.empty()));
            case "content" -> withDefault(reader.getAttributeValue(null, "default"));
            case "action" ->
                actions.add(new Action(
                        attribute(reader, "name"),
                        duration(attribute(reader, "timeout")),
                        duration(attribute(reader, "interval")),
                        attribute(reader, "role")));
            default -> {
                // Descriptions and what later versions of OCF add.
            }
        }
    }

    private void withDefault(@Nullable String value) {
        if (value == null || parameters.isEmpty() || !path.contains("parameter")) {
            return;
        }
        var last = parameters.remove(parameters.size() - 1);
        parameters.add(new Parameter(
                last.name(), last.required(), last.unique(), last.reloadable(), last.isPrivate(), Optional.of(value)));
    }

    private void end() {
        var element = path.remove(path.size() - 1);
        if (element.equals("shortdesc") && path.size() == 1) {
            shortDescription = text.toString().strip();
        }
        text.setLength(0);
    }

    private static String attribute(XMLStreamReader reader, String attribute) {
        var value = reader.getAttributeValue(null, attribute);
        return value == null ? "" : value;
    }

    private static boolean truth(String value) {
        return value.equals("1") || value.equals("true") || value.equals("yes");
    }

    /** {@code 20}, {@code 20s}, {@code 500ms}, {@code 2min}: what agents write; zero for what is none of that. */
    private static Duration duration(String value) {
        var digits = value.strip().replaceFirst("\\D.*", "");
        if (digits.isEmpty() || digits.length() > 9) {
            return Duration.ZERO;
        }
        var number = Long.parseLong(digits);
        return switch (value.strip().substring(digits.length()).strip()) {
            case "ms", "msec" -> Duration.ofMillis(number);
            case "m", "min" -> Duration.ofMinutes(number);
            case "h", "hr" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
