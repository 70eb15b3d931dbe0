package io.systole.examples.counter;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.systole.Systole;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One copy of the service: {@code CounterService FILE NAME}. It listens at once, and answers as primary while the cluster
 * has promoted it.
 */
public final class CounterService {
    private CounterService() {}

    /** Runs until the process is told to end, or the others have cut the node off. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("usage: java -jar examples/target/counter.jar FILE NAME");
            System.exit(2);
        }
        var name = arguments[1];
        var config = ConfigFactory.parseFile(Path.of(arguments[0]).toFile())
                .withValue("systole.node.name", ConfigValueFactory.fromAnyRef(name))
                .resolve();
        var counter = config.getConfig("counter");
        var processes = new Processes(Path.of(counter.getString("directory")));
        processes.writeOwn(name);
        boolean inOrder;
        try (var page = CounterPage.open(name, ports(counter.getConfig("ports")));
                var node = Systole.with(config.withOnlyPath("systole"))
                        .resourceAgent(new CounterAgent(page))
                        .fenceAgent("process", new ProcessFenceAgent(processes))
                        .start()) {
            node.closeOnSignals();
            System.out.println(name + " listens at " + page.url());
            CounterSetup.ensure(node);
            inOrder = node.awaitEnd();
        }
        System.exit(inOrder ? 0 : 1);
    }

    private static SortedMap<String, Integer> ports(Config section) {
        var ports = new TreeMap<String, Integer>();
        section.root().keySet().forEach(node -> ports.put(node, section.getInt(node)));
        return ports;
    }
}
