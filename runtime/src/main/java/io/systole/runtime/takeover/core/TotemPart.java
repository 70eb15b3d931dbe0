package io.systole.runtime.takeover.core;

import io.systole.runtime.takeover.core.ConfSection.ConfValue;
import java.util.Optional;

/**
 * What of the section totem is taken over.
 *
 * @param clusterName empty where none is usable
 * @param profile of failure-detection
 */
record TotemPart(String clusterName, String profile) {
    private static final long TOKEN_DEFAULT_MS = 3000;
    /** Up to this token timeout somebody wanted it faster than Corosync's default, which is 3000. */
    private static final long FAST_MS = 1500;
    /** From here on the network, or the hosts, are known to pause for seconds. */
    private static final long WAN_MS = 7000;

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,62}";

    static TotemPart of(ConfSection file, String nameOfCib, Remarks remarks) {
        String name = "";
        String profile = "default";
        boolean told = false;
        for (ConfSection totem : file.sections("totem")) {
            for (ConfValue value : totem.values()) {
                switch (value.key()) {
                    case "version" -> version(value, remarks);
                    case "cluster_name" -> {
                        name = clusterName(value, remarks);
                        told = true;
                    }
                    case "transport" ->
                        remarks.differs(
                                value, "TCP port 9620 of every node, encrypted by TLS: open it in the firewalls");
                    case "link_mode" ->
                        remarks.differs(
                                value,
                                "one connection at a time, over the first address that answers (as passive, in the order"
                                        + " of the addresses)");
                    case "token" -> profile = profile(value, remarks);
                    default -> KnownWords.totem(value, remarks);
                }
            }
            for (ConfSection inner : totem.sections()) {
                if (inner.name().equals("interface")) {
                    inner.values().forEach(value -> KnownWords.link(value, remarks));
                } else {
                    KnownWords.section(inner, remarks);
                }
            }
        }
        return new TotemPart(told ? name : ofCib(nameOfCib, remarks), profile);
    }

    private static void version(ConfValue value, Remarks remarks) {
        if (!value.value().equals("2")) {
            remarks.fault(value, "is no version of the file that is known; expected 2");
        }
    }

    private static String clusterName(ConfValue value, Remarks remarks) {
        Optional<String> usable = usable(value.value());
        if (usable.isEmpty()) {
            remarks.fault(value, "must have at least one letter or digit");
            return "";
        }
        if (usable.get().equals(value.value())) {
            remarks.taken(value, "cluster-name = \"" + value.value() + "\"");
        } else {
            remarks.differs(
                    value,
                    "cluster-name = \"" + usable.get()
                            + "\": a name has letters, digits, hyphens and underscores, 63 at most;"
                            + " rules of the CIB that compare #cluster-name have to compare with the new one");
        }
        return usable.get();
    }

    private static String ofCib(String nameOfCib, Remarks remarks) {
        String name = usable(nameOfCib).orElse("cluster");
        remarks.add(
                0,
                "cluster_name",
                Remark.Kind.DIFFERS,
                "there is none; cluster-name = \"" + name + "\"" + (nameOfCib.isEmpty() ? "" : ", from the CIB")
                        + ": nodes of another name are strangers");
        return name;
    }

    private static Optional<String> usable(String name) {
        String cleaned = name.replaceAll("[^A-Za-z0-9_-]", "-").replaceAll("^[-_]+", "");
        String cut = cleaned.substring(0, Math.min(63, cleaned.length()));
        return cut.matches(NAME) ? Optional.of(cut) : Optional.empty();
    }

    private static String profile(ConfValue value, Remarks remarks) {
        if (!value.value().matches("\\d{1,9}")) {
            remarks.fault(value, "must be a number of milliseconds");
            return "default";
        }
        long token = Long.parseLong(value.value());
        String profile = token <= FAST_MS ? "fast" : token >= WAN_MS ? "wan" : "default";
        String does =
                switch (profile) {
                    case "fast" -> "takes over about 1 s after a node's last sign of life";
                    case "wan" -> "takes over about 7 s after it, and bears pauses of some seconds";
                    default -> "takes over about 2 s after it, and bears pauses of a second";
                };
        remarks.differs(
                value,
                "failure-detection.profile = " + profile + ", which " + does
                        + (token > TOKEN_DEFAULT_MS && profile.equals("default")
                                ? "; if this was raised since hosts pause for longer, choose wan"
                                : ""));
        return profile;
    }
}
