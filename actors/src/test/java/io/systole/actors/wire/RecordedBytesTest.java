package io.systole.actors.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.typesafe.config.ConfigFactory;
import io.systole.actors.node.wire.Hello;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A node reads what the version before it sends, and what the version after it adds does not disturb it. Of every type
 * that crosses nodes there is a recording of each form that it ever had. {@code -Dwire.record=true} adds what is missing
 * and never touches what is there.
 */
class RecordedBytesTest {
    private static final ActorTestKit KIT = ActorTestKit.create(
            "systole",
            ConfigFactory.parseString("pekko.actor.provider = local, pekko.cluster.downing-provider-class = \"\"")
                    .withFallback(ConfigFactory.parseResources("systole-pekko-base.conf"))
                    .withFallback(ConfigFactory.load()));
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(KIT.system()));
    private static final Sample SAMPLE = new Sample(KIT.spawn(Behaviors.<Object>ignore(), "someone"));

    private record NotOnTheList(String text) implements Serializable {}

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    @Test
    void everyTypeIsRecordedAsItIsNow() throws IOException {
        var missing = new ArrayList<String>();
        for (Class<?> type : WireTypes.all()) {
            Recording now = record(type, newest(type).map(Recording::schema).orElse(0) + 1);
            if (newest(type).filter(last -> last.says().equals(now.says())).isEmpty()) {
                if (Boolean.getBoolean("wire.record")) {
                    now.write();
                } else {
                    missing.add(now.type() + " has no recording as it is now");
                }
            }
        }

        assertThat(missing)
                .as("record them with -Dwire.record=true (docs/DEVELOPING.md) and commit the files")
                .isEmpty();
    }

    @Test
    void everyRecordingIsReadToWhatItSaid() throws IOException {
        assertThat(Recording.all())
                .allSatisfy(recording -> assertThat(Sample.lines(read(recording, recording.bytes())))
                        .as(recording.type() + "-" + recording.schema())
                        .containsAll(recording.says()));
    }

    @Test
    void everyTypeIsReadThoughALaterVersionAddedToIt() throws IOException {
        ObjectMapper mapper = new CBORMapper();
        for (Class<?> type : WireTypes.all()) {
            Recording now = record(type, 1);
            ObjectNode tree = (ObjectNode) mapper.readTree(now.bytes());
            tree.put("fromALaterVersion", "news").putObject("thisToo").put("number", 1);

            Object read = read(now, mapper.writeValueAsBytes(tree));

            assertThat(Sample.lines(read)).as(now.type()).isEqualTo(now.says());
        }
    }

    @Test
    void everyTypeLiesInAPackageForTheWire() throws IOException {
        assertThat(WireTypes.all())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.getPackageName()).endsWith(".wire"));
    }

    @Test
    void nothingElseIsWrittenOrRead() throws IOException {
        var other = new NotOnTheList("x");
        int cbor = SERIALIZATION.serializerFor(Hello.class).identifier();

        assertThatThrownBy(() -> SERIALIZATION.serialize(other).get()).hasMessageContaining("Java serialization");
        for (String name : List.of(
                NotOnTheList.class.getName(),
                "java.util.ArrayList",
                "io.systole.cib.NodeName",
                "javax.naming.Reference")) {
            assertThatThrownBy(() -> SERIALIZATION
                            .deserialize(new byte[] {(byte) 0xa0}, cbor, name)
                            .get())
                    .as(name)
                    .hasMessageContaining("Only classes that are listed as allowed");
        }
    }

    private static Optional<Recording> newest(Class<?> type) throws IOException {
        return Recording.all().stream()
                .filter(recording -> recording.type().equals(Recording.shortName(type)))
                .max(Comparator.comparingInt(Recording::schema));
    }

    private static Recording record(Class<?> type, int schema) {
        Object message = SAMPLE.of(type);
        var serializer = SERIALIZATION.findSerializerFor(message);
        byte[] bytes = SERIALIZATION.serialize(message).get();
        return new Recording(
                Recording.shortName(type),
                schema,
                serializer.identifier(),
                Serializers.manifestFor(serializer, message),
                Sample.lines(message),
                HexFormat.of().formatHex(bytes));
    }

    private static Object read(Recording recording, byte[] bytes) {
        return SERIALIZATION
                .deserialize(bytes, recording.serializer(), recording.manifest())
                .get();
    }
}
