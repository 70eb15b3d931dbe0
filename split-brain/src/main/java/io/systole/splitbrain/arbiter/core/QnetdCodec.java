package io.systole.splitbrain.arbiter.core;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of messages: two bytes of type, four of length, then options of two bytes type, two bytes length and the value, all
 * big endian. Options that are not known are passed over, as the protocol wants it.
 */
public final class QnetdCodec {
    /** Bytes before the options. */
    public static final int HEADER = 6;
    /** The most that is taken from a daemon; its own limit for what it sends is 32 KiB unless it was changed. */
    public static final int BODY_MAX = 1 << 20;

    private static final int MESSAGES = 18;
    private static final int OPTIONS = 24;

    private static final int SEQUENCE = 0;
    private static final int CLUSTER = 1;
    private static final int TLS = 2;
    private static final int CERTIFICATE = 3;
    private static final int KNOWN_MESSAGES = 4;
    private static final int KNOWN_OPTIONS = 5;
    private static final int ERROR = 6;
    private static final int NODE = 9;
    private static final int ALGORITHM = 11;
    private static final int HEARTBEAT = 12;
    private static final int RING = 13;
    private static final int STATE = 16;
    private static final int NODE_INFO = 17;
    private static final int LIST_KIND = 18;
    private static final int VOTE = 19;
    private static final int QUORATE = 20;
    private static final int TIE_BREAKER = 21;
    private static final int HEURISTICS = 22;
    private static final int KEEP_ACTIVE = 23;

    private QnetdCodec() {}

    /** A message that cannot be read, and what is wrong with it. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super("message of the arbiter: " + why);
        }
    }

    /** The whole message, header included. */
    public static byte[] encode(QnetdMessage.FromNode message) {
        var out = new Options();
        out.u32(SEQUENCE, message.number());
        int type = options(message, out);
        byte[] body = out.bytes();
        return ByteBuffer.allocate(HEADER + body.length)
                .putShort((short) type)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static int options(QnetdMessage.FromNode message, Options out) {
        if (message instanceof QnetdMessage.Preinit m) {
            out.put(CLUSTER, m.cluster().getBytes(StandardCharsets.UTF_8));
            return 0;
        }
        if (message instanceof QnetdMessage.StartTls) return 2;
        if (message instanceof QnetdMessage.Init m) {
            out.shorts(KNOWN_MESSAGES, MESSAGES);
            out.shorts(KNOWN_OPTIONS, OPTIONS);
            out.u32(NODE, m.node());
            out.put(ALGORITHM, new byte[] {0, (byte) m.algorithm().code()});
            out.u32(HEARTBEAT, m.heartbeatMs());
            byte kind = (byte) m.tieBreaker().code();
            out.put(
                    TIE_BREAKER,
                    ByteBuffer.allocate(5).put(kind).putInt(m.tieNode()).array());
            out.ring(m.ring());
            return 3;
        }
        if (message instanceof QnetdMessage.KeepActive m) {
            out.u8(KEEP_ACTIVE, m.on() ? 1 : 0);
            return 6;
        }
        if (message instanceof QnetdMessage.Echo) return 8;
        if (message instanceof QnetdMessage.ListedNodes m) {
            out.u8(LIST_KIND, 0);
            m.nodes().forEach(node -> out.node(node, 0));
            return 10;
        }
        if (message instanceof QnetdMessage.SideNodes m) {
            out.u8(LIST_KIND, 2);
            out.ring(m.ring());
            m.nodes().forEach(node -> out.node(node, 0));
            out.heuristics(QnetdHeuristics.of(m.heuristics()));
            return 10;
        }
        if (message instanceof QnetdMessage.QuorumNodes m) {
            out.u8(LIST_KIND, 3);
            out.u8(QUORATE, m.quorate() ? 1 : 0);
            m.members().forEach((node, member) -> out.node(node, member ? 1 : 2));
            return 10;
        }
        if (message instanceof QnetdMessage.AskVote) return 12;
        if (message instanceof QnetdMessage.VoteTaken) return 15;
        if (message instanceof QnetdMessage.HeuristicsChanged m) {
            out.heuristics(QnetdHeuristics.of(m.heuristics()));
            return 16;
        }
        throw new AssertionError("unhandled " + message);
    }

    /** How long the body is that follows this header. */
    public static int bodyLength(byte[] header) throws Unreadable {
        int length = ByteBuffer.wrap(header).getInt(2);
        if (length < 0 || length > BODY_MAX) {
            throw new Unreadable("length " + Integer.toUnsignedString(length) + ", at most " + BODY_MAX
                    + " is taken: is this a corosync-qnetd?");
        }
        return length;
    }

    /** What the daemon said. */
    public static QnetdMessage.FromDaemon decode(byte[] header, byte[] body) throws Unreadable {
        int type = ByteBuffer.wrap(header).getShort() & 0xffff;
        var options = read(body);
        int number = options.containsKey(SEQUENCE) ? u32(options, SEQUENCE) : 0;
        return switch (type) {
            case 1 -> new QnetdMessage.PreinitReply(number, u8(options, TLS), u8(options, CERTIFICATE) != 0);
            case 4 -> new QnetdMessage.InitReply(number, u16(options, ERROR));
            case 5 -> new QnetdMessage.ServerError(number, u16(options, ERROR));
            case 7 -> new QnetdMessage.OptionReply(number);
            case 9 -> new QnetdMessage.EchoReply(number);
            case 11, 13, 17 -> new QnetdMessage.VoteReply(number, ring(options), vote(options));
            case 14 -> new QnetdMessage.VoteInfo(number, ring(options), vote(options));
            default -> throw new Unreadable("type " + type + " is none that a daemon sends");
        };
    }

    private static Map<Integer, byte[]> read(byte[] body) throws Unreadable {
        var options = new TreeMap<Integer, byte[]>();
        var in = ByteBuffer.wrap(body);
        while (in.remaining() >= 4) {
            int option = in.getShort() & 0xffff;
            int length = in.getShort() & 0xffff;
            if (length > in.remaining()) {
                throw new Unreadable(
                        "option " + option + " has " + length + " bytes, " + in.remaining() + " are there");
            }
            byte[] value = new byte[length];
            in.get(value);
            options.put(option, value);
        }
        if (in.hasRemaining()) throw new Unreadable(in.remaining() + " bytes after the last option");
        return options;
    }

    private static ByteBuffer value(Map<Integer, byte[]> options, int option, int length) throws Unreadable {
        byte[] value = options.get(option);
        if (value == null) throw new Unreadable("option " + option + " is missing");
        if (value.length != length) {
            throw new Unreadable("option " + option + " has " + value.length + " bytes, must have " + length);
        }
        return ByteBuffer.wrap(value);
    }

    private static int u8(Map<Integer, byte[]> options, int option) throws Unreadable {
        return value(options, option, 1).get() & 0xff;
    }

    private static int u16(Map<Integer, byte[]> options, int option) throws Unreadable {
        return value(options, option, 2).getShort() & 0xffff;
    }

    private static int u32(Map<Integer, byte[]> options, int option) throws Unreadable {
        return value(options, option, 4).getInt();
    }

    private static @Nullable RingId ring(Map<Integer, byte[]> options) throws Unreadable {
        if (!options.containsKey(RING)) return null;
        ByteBuffer value = value(options, RING, 12);
        return new RingId(value.getInt(), value.getLong());
    }

    private static QnetdVote vote(Map<Integer, byte[]> options) throws Unreadable {
        int code = u8(options, VOTE);
        for (QnetdVote vote : QnetdVote.values()) {
            if (vote.code() == code) return vote;
        }
        throw new Unreadable("vote " + code + " is unknown");
    }

    /** Options being written. */
    private static final class Options {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void put(int option, byte[] value) {
            out.writeBytes(ByteBuffer.allocate(4)
                    .putShort((short) option)
                    .putShort((short) value.length)
                    .array());
            out.writeBytes(value);
        }

        void u8(int option, int value) {
            put(option, new byte[] {(byte) value});
        }

        void u32(int option, int value) {
            put(option, ByteBuffer.allocate(4).putInt(value).array());
        }

        /** All numbers below this one. */
        void shorts(int option, int below) {
            ByteBuffer all = ByteBuffer.allocate(2 * below);
            for (short each = 0; each < below; each++) {
                all.putShort(each);
            }
            put(option, all.array());
        }

        void ring(RingId ring) {
            put(
                    RING,
                    ByteBuffer.allocate(12)
                            .putInt(ring.node())
                            .putLong(ring.sequence())
                            .array());
        }

        /** State 0 is none. */
        void node(int number, int state) {
            var inner = new Options();
            inner.u32(NODE, number);
            if (state != 0) inner.u8(STATE, state);
            put(NODE_INFO, inner.bytes());
        }

        void heuristics(QnetdHeuristics result) {
            if (result != QnetdHeuristics.UNDEFINED) u8(HEURISTICS, result.code());
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
