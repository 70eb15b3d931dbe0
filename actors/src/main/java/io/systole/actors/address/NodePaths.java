package io.systole.actors.address;

import io.systole.actors.address.core.AddressBook;
import io.systole.actors.address.core.AddressBook.Finding;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/** What one node knows of the others' addresses; asked whenever a connection is made. */
public final class NodePaths implements Extension {
    private static final Id ID = new Id();

    private volatile AddressBook book = AddressBook.of(List.of());

    private NodePaths() {}

    public static NodePaths get(ActorSystem<?> system) {
        return ID.apply(system);
    }

    public synchronized void configure(List<List<String>> addressesOfNodes) {
        book = AddressBook.of(addressesOfNodes);
    }

    public synchronized void found(String identity, String address, Finding finding) {
        book = book.finding(identity, address, finding);
    }

    String choose(String identity) {
        return book.choose(identity);
    }

    private static final class Id extends ExtensionId<NodePaths> {
        @Override
        public NodePaths createExtension(ActorSystem<?> system) {
            return new NodePaths();
        }
    }
}
