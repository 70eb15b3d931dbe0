package io.systole.runtime.takeover.core;

import io.systole.runtime.takeover.core.ConfSection.ConfValue;
import java.util.Map;
import java.util.Set;

/** What is to be said of the words of corosync.conf(5) and votequorum(5) that decide nothing here. */
final class KnownWords {
    private static final String PROFILE =
            "the profile of failure-detection has all of these times; choose default, fast or wan";
    private static final String TRANSPORT = "traffic between nodes is TCP, and the kernel sees to this";
    private static final String CRYPTO =
            "traffic is mutual TLS 1.3 once the hosts have certificates: `systole cert init`, `cert join` (docs/operations/tls.md)";
    private static final String LOGS = "see systole.log and docs/operations/logs.md";

    private static final Map<String, String> TOTEM = Map.ofEntries(
            Map.entry("token_coefficient", PROFILE),
            Map.entry("token_warning", PROFILE),
            Map.entry("token_retransmit", PROFILE),
            Map.entry("token_retransmits_before_loss_const", PROFILE),
            Map.entry("hold", PROFILE),
            Map.entry("join", PROFILE),
            Map.entry("send_join", PROFILE),
            Map.entry("consensus", PROFILE),
            Map.entry("merge", PROFILE),
            Map.entry("downcheck", PROFILE),
            Map.entry("fail_recv_const", PROFILE),
            Map.entry("seqno_unchanged_const", PROFILE),
            Map.entry("heartbeat_failures_allowed", PROFILE),
            Map.entry("max_network_delay", PROFILE),
            Map.entry("window_size", TRANSPORT),
            Map.entry("max_messages", TRANSPORT),
            Map.entry("miss_count_const", TRANSPORT),
            Map.entry("cancel_token_hold_on_retransmit", TRANSPORT),
            Map.entry("netmtu", TRANSPORT),
            Map.entry("knet_mtu", TRANSPORT),
            Map.entry("knet_pmtud_interval", TRANSPORT),
            Map.entry("knet_compression_model", TRANSPORT),
            Map.entry("knet_compression_threshold", TRANSPORT),
            Map.entry("knet_compression_level", TRANSPORT),
            Map.entry("ip_version", "addresses are used as they are written, names as the host resolves them"),
            Map.entry("block_unlisted_ips", "a stranger is refused always (SY-M006)"),
            Map.entry("config_version", "a node that is configured differently is named in the status (SY-Q006)"),
            Map.entry("nodeid", "nodes are known by their names"),
            Map.entry("clear_node_high_bit", "nodes are known by their names"),
            Map.entry("rrp_mode", "see link_mode; give each node all of its addresses"),
            Map.entry("threads", TRANSPORT),
            Map.entry("vsftype", TRANSPORT),
            Map.entry("secauth", CRYPTO),
            Map.entry("crypto_model", CRYPTO),
            Map.entry("crypto_cipher", CRYPTO),
            Map.entry("crypto_hash", CRYPTO),
            Map.entry("crypto_type", CRYPTO),
            Map.entry("keyfile", CRYPTO),
            Map.entry("key", CRYPTO));

    private static final Set<String> LOGGING = Set.of(
            "timestamp",
            "fileline",
            "function_name",
            "blackbox",
            "to_stderr",
            "logfile_priority",
            "syslog_facility",
            "syslog_priority",
            "tags",
            "subsys",
            "logfile",
            "to_logfile",
            "to_syslog");

    private KnownWords() {}

    /** Remarks on a word of the section totem that has no key here. */
    static void totem(ConfValue value, Remarks remarks) {
        String words = TOTEM.get(value.key());
        if (words == null) {
            unknown(value, "totem", remarks);
        } else if (words.equals(CRYPTO) || words.equals(PROFILE)) {
            remarks.differs(value, words);
        } else {
            remarks.none(value, words);
        }
    }

    /** Remarks on a word of an interface: links are no objects here. */
    static void link(ConfValue value, Remarks remarks) {
        remarks.none(
                value,
                value.key().startsWith("knet_ping") || value.key().equals("knet_pong_count")
                        ? PROFILE
                        : value.key().equals("mcastport") || value.key().equals("bindnetport")
                                ? "the port between nodes is systole.port, TCP 9620: open it in the firewalls"
                                : "a link is the addresses that the nodes' lists have in the same place");
    }

    static void logging(ConfValue value, Remarks remarks) {
        if (LOGGING.contains(value.key())) {
            remarks.none(value, LOGS);
        } else {
            unknown(value, "logging", remarks);
        }
    }

    static void unknown(ConfValue value, String section, Remarks remarks) {
        remarks.none(value, "is no word of " + section + " that is known here; look it up in corosync.conf(5)");
    }

    /** Remarks on a section that has no counterpart. */
    static void section(ConfSection section, Remarks remarks) {
        String words =
                switch (section.name()) {
                    case "system", "resources" ->
                        "the unit's settings (Nice, OOMScoreAdjust) have their place in systemd";
                    case "nozzle" -> "there is no virtual interface between the nodes";
                    case "uidgid" -> "who may speak to a node: docs/operations/access.md";
                    case "qb" -> "the commands speak HTTP to the node";
                    case "service" -> "the cluster's services are one process here: nothing is to be loaded";
                    case "amf", "aisexec" -> "belongs to a Corosync of long ago";
                    default -> "is no section that is known here; look it up in corosync.conf(5)";
                };
        remarks.add(section.line(), section.name() + " { ... }", Remark.Kind.NO_COUNTERPART, words);
    }
}
