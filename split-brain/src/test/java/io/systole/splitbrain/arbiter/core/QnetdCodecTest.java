package io.systole.splitbrain.arbiter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.splitbrain.core.ArbiterVote.Heuristics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Against the bytes that corosync-qdevice and corosync-qnetd 3.0.3 of Debian 12 were seen to exchange. */
final class QnetdCodecTest {
    private static final RingId RING = new RingId(1, 9);
    private static final String KNOWN =
            "000400240000000100020003000400050006000700080009000a000b000c000d000e000f00100011"
                    + "000500300000000100020003000400050006000700080009000a000b000c000d000e000f001000110012001300140015001600170009000400000002";

    private static String sent(QnetdMessage.FromNode message) {
        return HexFormat.of().formatHex(QnetdCodec.encode(message));
    }

    private static QnetdMessage.FromDaemon heard(String hex) throws QnetdCodec.Unreadable {
        byte[] all = HexFormat.of().parseHex(hex);
        byte[] header = Arrays.copyOf(all, QnetdCodec.HEADER);
        assertThat(QnetdCodec.bodyLength(header)).isEqualTo(all.length - QnetdCodec.HEADER);
        return QnetdCodec.decode(header, Arrays.copyOfRange(all, QnetdCodec.HEADER, all.length));
    }

    @Test
    void aNodeSendsWhatCorosyncQdeviceSends() {
        assertThat(sent(new QnetdMessage.Preinit(1, "demo"))).isEqualTo("00000000001000000004000000010001000464656d6f");
        assertThat(sent(new QnetdMessage.Init(
                        2, 2, ArbiterAlgorithm.FFSPLIT, 1600, ArbiterTieBreaker.Kind.LOWEST, 0, RING)))
                .isEqualTo("0003000000930000000400000002" + KNOWN
                        + "000b00020001000c000400000640001500050100000000000d000c000000010000000000000009");
        assertThat(sent(new QnetdMessage.KeepActive(3, false))).isEqualTo("00060000000d00000004000000030017000100");
        assertThat(sent(new QnetdMessage.ListedNodes(4, List.of(1, 2))))
                .isEqualTo("000a0000002500000004000000040012000100001100080009000400000001001100080009000400000002");
        assertThat(sent(new QnetdMessage.SideNodes(5, RING, List.of(1, 2), Heuristics.OFF)))
                .isEqualTo("000a0000003500000004000000050012000102000d000c000000010000000000000009"
                        + "001100080009000400000001001100080009000400000002");
        var members = new TreeMap<Integer, Boolean>();
        members.put(1, true);
        members.put(2, true);
        assertThat(sent(new QnetdMessage.QuorumNodes(6, true, members)))
                .isEqualTo("000a000000340000000400000006001200010300140001010011000d00090004000000010010000101"
                        + "0011000d00090004000000020010000101");
        assertThat(sent(new QnetdMessage.VoteTaken(1))).isEqualTo("000f000000080000000400000001");
    }

    @Test
    void aNodeSaysWhatItsHeuristicsFound() {
        assertThat(sent(new QnetdMessage.HeuristicsChanged(11, Heuristics.FAILED)))
                .isEqualTo("00100000000d000000040000000b0016000102");
        assertThat(sent(new QnetdMessage.SideNodes(5, RING, List.of(1, 2), Heuristics.PASSED)))
                .isEqualTo(
                        "000a0000003a00000004000000050012000102000d000c0000000100000000000000090011000800090004000000010011000800090004000000020016000101");
    }

    @Test
    void theDaemonsAnswersAreUnderstood() throws QnetdCodec.Unreadable {
        assertThat(heard("000100000012000000040000000100020001000003000101"))
                .isEqualTo(new QnetdMessage.PreinitReply(1, 0, true));
        assertThat(heard("000400000086000600020000" + KNOWN.substring(0, KNOWN.length() - 16)
                        + "000000040000000200070004000080000008000400008000000a00080000000100020003"))
                .isEqualTo(new QnetdMessage.InitReply(2, 0));
        assertThat(heard("00070000000d00000004000000030017000100")).isEqualTo(new QnetdMessage.OptionReply(3));
        assertThat(heard("000b0000002200000004000000040012000100000d000c0000000100000000000000090013000103"))
                .isEqualTo(new QnetdMessage.VoteReply(4, RING, QnetdVote.ASK_LATER));
        assertThat(heard("000e0000001d00000004000000010013000101000d000c000000010000000000000009"))
                .isEqualTo(new QnetdMessage.VoteInfo(1, RING, QnetdVote.ACK));
        assertThat(heard("001100000022000000040000000b0013000105000d000c0000000100000000000000110016000102"))
                .isEqualTo(new QnetdMessage.VoteReply(11, new RingId(1, 17), QnetdVote.NO_CHANGE));
    }

    @Test
    void whatIsNoAnswerIsRefusedWithAReason() {
        assertThatThrownBy(() -> heard("0001000000080000000400000001"))
                .hasMessage("message of the arbiter: option 2 is missing");
        assertThatThrownBy(() -> heard("000e0000000d00000004000000010013000109"))
                .hasMessage("message of the arbiter: vote 9 is unknown");
        assertThatThrownBy(() -> heard("0009000000080000000900000001"))
                .hasMessage("message of the arbiter: option 0 has 9 bytes, 4 are there");
        assertThatThrownBy(() -> heard("00090000000a00000004000000010000"))
                .hasMessage("message of the arbiter: 2 bytes after the last option");
        assertThatThrownBy(() -> QnetdCodec.bodyLength("HTTP/1".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("is this a corosync-qnetd?");
    }
}
