package io.systole.splitbrain.arbiter.core;

import io.systole.splitbrain.core.ArbiterVote;

/** What is to be done, in the order given. */
public sealed interface ArbiterEffect {
    /** Carries it out. */
    void runOn(Port port);

    /** Open a connection; there is none. */
    record Connect() implements ArbiterEffect {
        @Override
        public void runOn(Port port) {
            port.connect();
        }
    }

    /** Close the connection, of which nothing more shall be heard. */
    record HangUp() implements ArbiterEffect {
        @Override
        public void runOn(Port port) {
            port.hangUp();
        }
    }

    /** Send a message. */
    record Send(QnetdMessage.FromNode message) implements ArbiterEffect {
        @Override
        public void runOn(Port port) {
            port.send(message);
        }
    }

    /** Run the heuristics' commands; none are running. */
    record RunHeuristics() implements ArbiterEffect {
        @Override
        public void runOn(Port port) {
            port.runHeuristics();
        }
    }

    /** Tell the node's quorum what the arbiter says. */
    record TellVote(ArbiterVote vote) implements ArbiterEffect {
        @Override
        public void runOn(Port port) {
            port.tellVote(vote);
        }
    }

    /** Say to operators what happened. */
    record Report(ArbiterNews news, String detail) implements ArbiterEffect {
        @Override
        public void runOn(Port port) {
            port.report(news, detail);
        }
    }

    /** Where effects are carried out. */
    interface Port {
        void connect();

        void hangUp();

        void send(QnetdMessage.FromNode message);

        void runHeuristics();

        void tellVote(ArbiterVote vote);

        void report(ArbiterNews news, String detail);
    }
}
