package io.systole.actors.remote.link;

import io.systole.actors.remote.core.Frame;
import io.systole.actors.remote.core.SharedKey;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens connections: the remote host challenges, the member answers with a challenge of its own and its proof, and the host
 * proves itself in its answer. Each proof covers all that was said, the challenges
 * being public keys of this connection (X25519), from which both come to the secret that the frames are sealed with.
 * Works over any stream socket, so over TLS as well.
 */
public final class Handshake {
    public static final String VERSION = "systole-remote-1";
    private static final int GREETED = 6;
    private static final String MEMBER = "member";
    private static final String REMOTE = "remote";

    /** What came of it for a member. */
    public sealed interface Answer {}

    /** The host obeys; what it has to say follows, sealed. */
    public record Welcome(Link link) implements Answer {}

    /** The host has heard a newer word. */
    public record Outdated(long epoch) implements Answer {}

    /** What the host thinks of a greeting that is proven, and the newest epoch that it has heard of. */
    public interface Judge {
        boolean obeys(Greeting greeting);

        long epoch();
    }

    /** A member whose link is open. */
    public record Accepted(Greeting greeting, Link link) {}

    private Handshake() {}

    /** Connects to a remote host; throws with the reason where that fails. */
    public static Answer connect(
            InetSocketAddress address, SharedKey key, Greeting greeting, Duration within, Duration silence)
            throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) within.toMillis());
            socket.setSoTimeout((int) within.toMillis());
            return greet(socket, key, greeting, silence);
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    private static Answer greet(Socket socket, SharedKey key, Greeting greeting, Duration silence) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        Frame hello = Frame.read(Link.readBytes(in));
        if (!hello.kind().equals(VERSION)) {
            throw new IOException("it speaks " + hello.kind() + ", expected " + VERSION);
        }
        String challenge = hello.word(0);
        Ephemeral own = Ephemeral.create();
        String nonce = own.challenge();
        var said = new ArrayList<>(List.of(
                challenge,
                nonce,
                greeting.cluster(),
                greeting.host(),
                greeting.remote(),
                Long.toString(greeting.epoch())));
        var words = new ArrayList<>(said.subList(1, said.size()));
        words.add(key.proof(MEMBER, said));
        send(out, new Frame("greeting", words));
        Frame answer = Frame.read(Link.readBytes(in));
        if (answer.kind().equals("stranger")) {
            throw new IOException("it does not accept this cluster's key");
        }
        said.add(answer.kind());
        said.addAll(answer.words().subList(0, Math.max(0, answer.words().size() - 1)));
        String proof = answer.words().isEmpty()
                ? ""
                : answer.words().get(answer.words().size() - 1);
        if (!key.isProof(proof, REMOTE, said)) {
            throw new IOException("it cannot prove that it has this cluster's key");
        }
        if (answer.kind().equals("outdated")) {
            socket.close();
            return new Outdated(Long.parseLong(answer.word(0)));
        }
        if (answer.kind().equals("foreign")) {
            throw new IOException("it belongs to cluster " + answer.word(0) + ", expected " + greeting.cluster());
        }
        byte[] secret = own.secretWith(challenge);
        var seals = new Link.Seals(key.seal(MEMBER, said, secret), key.seal(REMOTE, said, secret));
        var link = new Link(socket, in, out, seals, silence);
        return new Welcome(link);
    }

    /**
     * Answers a member; throws with the reason where it has no business here. The caller closes the socket then.
     *
     * @param cluster the only cluster that is obeyed; empty for whichever has the key
     */
    public static Accepted accept(
            Socket socket, SharedKey key, String cluster, Judge judge, Duration within, Duration silence)
            throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) within.toMillis());
        var in = new DataInputStream(socket.getInputStream());
        var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        Ephemeral own = Ephemeral.create();
        String challenge = own.challenge();
        send(out, Frame.of(VERSION, challenge));
        Frame greeted = Frame.read(Link.readBytes(in));
        var said = new ArrayList<String>();
        said.add(challenge);
        said.addAll(greeted.words().subList(0, Math.max(0, greeted.words().size() - 1)));
        String proof = greeted.words().isEmpty()
                ? ""
                : greeted.words().get(greeted.words().size() - 1);
        boolean proven =
                greeted.kind().equals("greeting") && said.size() == GREETED && key.isProof(proof, MEMBER, said);
        if (!proven) {
            send(out, Frame.of("stranger"));
            throw new IOException("no proof of the cluster's key");
        }
        var greeting = new Greeting(greeted.word(1), greeted.word(2), greeted.word(3), Long.parseLong(greeted.word(4)));
        if (!cluster.isEmpty() && !cluster.equals(greeting.cluster())) {
            answer(out, key, said, Frame.of("foreign", cluster));
            throw new IOException("cluster " + greeting.cluster() + ", expected " + cluster);
        }
        if (!judge.obeys(greeting)) {
            answer(out, key, said, Frame.of("outdated", Long.toString(judge.epoch())));
            throw new IOException("word " + greeting.epoch() + " of " + greeting.host() + ", expected one newer than "
                    + judge.epoch());
        }
        byte[] secret = own.secretWith(greeted.word(0));
        List<String> all = answer(out, key, said, Frame.of("welcome"));
        var seals = new Link.Seals(key.seal(REMOTE, all, secret), key.seal(MEMBER, all, secret));
        return new Accepted(greeting, new Link(socket, in, out, seals, silence));
    }

    private static List<String> answer(DataOutputStream out, SharedKey key, List<String> said, Frame frame)
            throws IOException {
        var all = new ArrayList<>(said);
        all.add(frame.kind());
        all.addAll(frame.words());
        var words = new ArrayList<>(frame.words());
        words.add(key.proof(REMOTE, all));
        send(out, new Frame(frame.kind(), words));
        return all;
    }

    private static void send(DataOutputStream out, Frame frame) throws IOException {
        Link.writeBytes(out, frame.bytes());
        out.flush();
    }
}
