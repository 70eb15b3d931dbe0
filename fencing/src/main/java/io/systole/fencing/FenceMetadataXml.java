package io.systole.fencing;

import java.io.StringReader;
import java.util.ArrayList;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a fence agent's metadata; nothing outside the text is fetched. */
final class FenceMetadataXml {
    private FenceMetadataXml() {}

    static FenceMetadataAnswer read(String agent, String xml) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var parameters = new ArrayList<String>();
        var actions = new ArrayList<String>();
        var automaticOn = false;
        var isAgent = false;
        try {
            var start = Math.max(0, xml.indexOf("<"));
            var reader = factory.createXMLStreamReader(new StringReader(xml.substring(start)));
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (reader.getLocalName()) {
                    case "resource-agent" -> isAgent = true;
                    case "parameter" -> parameters.add(attribute(reader, "name"));
                    case "action" -> {
                        actions.add(attribute(reader, "name"));
                        automaticOn |= attribute(reader, "name").equals("on")
                                && attribute(reader, "automatic").equals("1");
                    }
                    default -> {
                        // Descriptions.
                    }
                }
            }
        } catch (XMLStreamException broken) {
            return new FenceMetadataAnswer.Unknown(
                    agent + " gives no metadata: line " + broken.getLocation().getLineNumber() + " is not XML");
        }
        return isAgent
                ? new FenceMetadataAnswer.Known(new FenceAgentMetadata(parameters, actions, automaticOn))
                : new FenceMetadataAnswer.Unknown(agent + " gives no metadata: no resource-agent element");
    }

    private static String attribute(XMLStreamReader reader, String name) {
        var value = reader.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
