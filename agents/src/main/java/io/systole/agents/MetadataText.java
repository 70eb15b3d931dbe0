package io.systole.agents;

import java.io.StringWriter;
import java.time.Duration;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an agent's metadata as OCF 1.1 has it. */
final class MetadataText {
    private static final int SECOND = 1000;

    private final XMLStreamWriter out;

    private MetadataText(XMLStreamWriter out) {
        this.out = out;
    }

    static String of(AgentMetadata metadata) {
        var text = new StringWriter();
        try {
            var writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new MetadataText(writer).write(metadata);
            writer.flush();
        } catch (XMLStreamException cannotBeWritten) {
            throw new IllegalStateException(metadata.name() + ": " + cannotBeWritten.getMessage(), cannotBeWritten);
        }
        return text + "\n";
    }

    private void write(AgentMetadata metadata) throws XMLStreamException {
        out.writeStartDocument("UTF-8", "1.0");
        out.writeStartElement("resource-agent");
        out.writeAttribute("name", metadata.name());
        out.writeAttribute("version", metadata.version());
        element("version", "1.1");
        descriptions(metadata.longDescription(), metadata.shortDescription());
        out.writeStartElement("parameters");
        for (var parameter : metadata.parameters()) {
            write(parameter);
        }
        out.writeEndElement();
        out.writeStartElement("actions");
        for (var action : metadata.actions()) {
            write(action);
        }
        out.writeEndElement();
        out.writeEndElement();
        out.writeEndDocument();
    }

    private void write(AgentMetadata.Parameter parameter) throws XMLStreamException {
        out.writeStartElement("parameter");
        out.writeAttribute("name", parameter.name());
        truth("required", parameter.required());
        truth("unique", parameter.unique());
        truth("reloadable", parameter.reloadable());
        truth("private", parameter.isPrivate());
        if (parameter.deprecated()) {
            out.writeEmptyElement("deprecated");
        }
        descriptions(parameter.longDescription(), parameter.shortDescription());
        out.writeStartElement("content");
        out.writeAttribute("type", parameter.type());
        if (parameter.defaultValue().isPresent()) {
            out.writeAttribute("default", parameter.defaultValue().get());
        }
        for (var option : parameter.options()) {
            out.writeEmptyElement("option");
            out.writeAttribute("value", option);
        }
        out.writeEndElement();
        out.writeEndElement();
    }

    private void write(AgentMetadata.Action action) throws XMLStreamException {
        out.writeEmptyElement("action");
        out.writeAttribute("name", action.name());
        span("timeout", action.timeout());
        span("interval", action.interval());
        if (!action.role().isEmpty()) {
            out.writeAttribute("role", action.role());
        }
    }

    private void descriptions(String longText, String shortText) throws XMLStreamException {
        element("longdesc", longText);
        element("shortdesc", shortText);
    }

    private void element(String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private void truth(String name, boolean value) throws XMLStreamException {
        out.writeAttribute(name, value ? "1" : "0");
    }

    private void span(String name, Duration span) throws XMLStreamException {
        if (!span.isZero()) {
            var isWhole = span.toMillis() % SECOND == 0;
            out.writeAttribute(name, isWhole ? span.toSeconds() + "s" : span.toMillis() + "ms");
        }
    }
}
