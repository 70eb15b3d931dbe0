package io.systole.actors.address;

import org.apache.pekko.actor.Actor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.io.Dns;
import org.apache.pekko.io.DnsProvider;
import org.apache.pekko.io.InetAddressDnsProvider;
import org.apache.pekko.io.SimpleDnsCache;
import org.apache.pekko.io.dns.DnsProtocol;
import scala.Option;

/**
 * Pekko's own name resolution, asked for another address where a node has several. Artery knows a node by one address and
 * resolves that each time when it connects, also when it is written in numbers: here is where it can be led elsewhere.
 */
@SuppressWarnings("deprecation") // there is no other way to name a resolver
public final class PathDnsProvider implements DnsProvider {
    private final InetAddressDnsProvider plain = new InetAddressDnsProvider();
    private final Dns cache = new PathCache();

    @Override
    public Dns cache() {
        return cache;
    }

    @Override
    public Class<? extends Actor> actorClass() {
        return plain.actorClass();
    }

    @Override
    public Class<? extends Actor> managerClass() {
        return plain.managerClass();
    }

    private static final class PathCache extends SimpleDnsCache {
        @Override
        public Option<DnsProtocol.Resolved> resolve(DnsProtocol.Resolve request, ActorSystem system, ActorRef sender) {
            String chosen = NodePaths.get(Adapter.toTyped(system)).choose(request.name());
            return super.resolve(new DnsProtocol.Resolve(chosen, request.requestType()), system, sender);
        }
    }
}
