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
    private String longDescription = "";
    private @Nullable OpenParameter open;
    private boolean rootSeen;

    private MetadataXml() {}

    /** The parameter whose element is being read. */
    private static final class OpenParameter {
        private final String name;
        private final boolean required;
        private final boolean unique;
        private final boolean reloadable;
        private final boolean isPrivate;
        private final List<String> options = new ArrayList<>();
        private String type = "string";
        private Optional<String> defaultValue = Optional.empty();
        private String shortDescription = "";
        private String longDescription = "";
        private boolean deprecated;

        private OpenParameter(XMLStreamReader reader) {
            name = attribute(reader, "name");
            required = truth(attribute(reader, "required"));
            unique = truth(attribute(reader, "unique"))
                    || !attribute(reader, "unique-group").isEmpty();
            reloadable = truth(attribute(reader, "reloadable"));
            isPrivate = truth(attribute(reader, "private"));
            deprecated = truth(attribute(reader, "deprecated"));
        }

        private Parameter closed() {
            return new Parameter(
                    name,
                    type,
                    options,
                    defaultValue,
                    shortDescription,
                    longDescription,
                    required,
                    unique,
                    reloadable,
                    isPrivate,
                    deprecated);
        }
    }

    static AgentMetadataAnswer read(String agent, String xml) {
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
                    reading.name,
                    reading.version,
                    reading.shortDescription,
                    reading.longDescription,
                    reading.parameters,
                    reading.actions));
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
            case "parameter" -> open = new OpenParameter(reader);
            case "content" -> content(reader);
            case "option" -> option(reader);
            case "deprecated" -> deprecated();
            case "action" ->
                actions.add(new Action(
                        attribute(reader, "name"),
                        duration(attribute(reader, "timeout")),
                        duration(attribute(reader, "interval")),
                        attribute(reader, "role")));
            default -> {
                // Descriptions, read at their ends, and what later versions of OCF add.
            }
        }
    }

    private void content(XMLStreamReader reader) {
        if (open != null) {
            open.type = attribute(reader, "type").isEmpty() ? open.type : attribute(reader, "type");
            var value = reader.getAttributeValue(null, "default");
            open.defaultValue = value == null ? open.defaultValue : Optional.of(value);
        }
    }

    private void option(XMLStreamReader reader) {
        if (open != null) {
            open.options.add(attribute(reader, "value"));
        }
    }

    private void deprecated() {
        if (open != null) {
            open.deprecated = true;
        }
    }

    private void end() {
        var element = path.remove(path.size() - 1);
        switch (element) {
            case "shortdesc" -> describeShortly(text.toString().strip());
            case "longdesc" -> describe(text.toString().strip());
            case "parameter" -> {
                if (open != null) {
                    parameters.add(open.closed());
                    open = null;
                }
            }
            default -> {
                // Nothing ends with them.
            }
        }
        text.setLength(0);
    }

    /** Agents give their descriptions in several languages; the first one counts. */
    private void describeShortly(String words) {
        if (open != null && open.shortDescription.isEmpty()) {
            open.shortDescription = words;
        } else if (path.size() == 1 && shortDescription.isEmpty()) {
            shortDescription = words;
        }
    }

    private void describe(String words) {
        if (open != null && open.longDescription.isEmpty()) {
            open.longDescription = words;
        } else if (path.size() == 1 && longDescription.isEmpty()) {
            longDescription = words;
        }
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
