package io.systole.cib.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform's own parser is the measure of ours: both refuse a document, or both see the same in it. */
class XmlParserTest {
    private static final String BREAKING = "<>/=\"'&;!?-[]# \n\taz09.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a/>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b='c'/>\n<!-- after -->\n",
                "<?xml version='1.0'?><?pi some?><a><?pi?></a><?pi > ?>",
                "<a b=\"1\tx\ny\r\nz\r\" c='&#9;&#10;&#13;&#x41;&lt;&gt;&amp;&quot;&apos;'/>",
                "<a b='\"' c=\"'\" d='\u00e4\ud83d\ude00' />",
                "<\u00e4 \u00f6='1'></\u00e4>",
                "<a> x <b/> y <![CDATA[<&>]]> z&#33; </a >",
                "<a><![CDATA[]]></a>",
                "<a>]]</a>",
                "<a>x]]></a>",
                "<a b='1' b='2'/>",
                "<a b='1'c='2'/>",
                "<a b=1/>",
                "<a b/>",
                "<a b='<'/>",
                "<a b='>'/>",
                "<a b='&'/>",
                "<a b='&x;'/>",
                "<a b='&#0;'/>",
                "<a b='&#xD800;'/>",
                "<a b='&#x110000;'/>",
                "<a b='&#;'/>",
                "<a>&lt</a>",
                "<a></b>",
                "<a></a>x",
                "x<a/>",
                "<a/><b/>",
                "< a/>",
                "<a / >",
                "</a>",
                "<a",
                "<a b='",
                "<a><!-- - -- --></a>",
                "<a><!----></a>",
                "<a><!-->--></a>",
                "<1/>",
                "<-a/>",
                "<a:b c:d='1'/>",
                " <?xml version='1.0'?><a/>",
                "<!DOCTYPE a><a/>",
                "<a>\u0001</a>",
                "<a b='\u0001'/>",
                "<a>\ufffe</a>",
                "<a b='\ufffe'/>",
                "",
                "  "
            })
    void seesInOddDocumentsWhatThePlatformSees(String document) {
        assertThat(ours(document)).isEqualTo(theirs(document));
    }

    @Test
    void seesInABrokenCibWhatThePlatformSees() throws IOException {
        compareBroken(Files.readString(Path.of("src/test/golden/cib/everything.xml")), 2000);
    }

    @Test
    void seesInABrokenDocumentWithAllOfXmlWhatThePlatformSees() {
        compareBroken(
                "<!-- c --><a b='&#65;x&amp;\ty\u00e4' c=\"'\"> <?pi data?><![CDATA[<x>]]>text &lt;\r\n more<b/>"
                        + "<c d=\"1\" e='&quot;'>]]&gt;</c ></a><!-- d --><?pi?>\n",
                20_000);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheDocument() {
        byte[] document = "\ufeff<?xml version='1.0'?><a/>".getBytes(StandardCharsets.UTF_8);

        assertThat(XmlParser.parse(document, new ArrayList<>())).isNotNull();
    }

    private static void compareBroken(String good, int rounds) {
        long seed = Long.getLong("sim.seed", 42);
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            StringBuilder broken = new StringBuilder(good);
            for (int change = 0; change <= round % 3; change++) {
                int at = random.nextInt(broken.length());
                char put = BREAKING.charAt(random.nextInt(BREAKING.length()));
                switch (random.nextInt(3)) {
                    case 0 -> broken.setCharAt(at, put);
                    case 1 -> broken.insert(at, put);
                    default -> broken.deleteCharAt(at);
                }
            }
            String document = broken.toString();

            assertThat(ours(document))
                    .as("seed %d round %d: %.200s", seed, round, document)
                    .isEqualTo(theirs(document));
        }
    }

    private static String ours(String document) {
        List<CibFault> faults = new ArrayList<>();
        if (document.contains("\ufffe")) {
            return CibXml.read(document).understood().isEmpty() ? "refused" : "accepted";
        }
        XmlElement root = XmlParser.parse(document.getBytes(StandardCharsets.UTF_8), faults);
        return root == null ? "refused" : shown(root);
    }

    private static String shown(XmlElement element) {
        StringBuilder text = new StringBuilder("<" + element.name() + element.attributes() + ">");
        element.children().forEach(child -> text.append(shown(child)));
        return text.append(element.text()).append("</>").toString();
    }

    private static String theirs(String document) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                if (reader.getEventType() == XMLStreamConstants.DTD) {
                    return "refused";
                }
            }
            String root = shown(reader);
            while (reader.hasNext()) {
                reader.next();
            }
            return root;
        } catch (XMLStreamException broken) {
            return "refused";
        }
    }

    private static String shown(XMLStreamReader reader) throws XMLStreamException {
        TreeMap<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String prefix = reader.getAttributePrefix(i);
            String name = reader.getAttributeLocalName(i);
            attributes.put(
                    prefix == null || prefix.isEmpty() ? name : prefix + ":" + name, reader.getAttributeValue(i));
        }
        StringBuilder text = new StringBuilder("<" + reader.getLocalName() + attributes + ">");
        StringBuilder data = new StringBuilder();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            switch (reader.getEventType()) {
                case XMLStreamConstants.START_ELEMENT -> text.append(shown(reader));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    data.append(reader.getText().isBlank() ? "" : reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("an entity");
                default -> {
                    // comments and processing instructions
                }
            }
        }
        return text.append(data.toString().strip()).append("</>").toString();
    }
}
