package io.systole.runtime.config;

import java.time.Duration;
import java.util.Objects;

/**
 * The HTTP interface of one node.
 *
 * @param localGroup the group of the host whose members may identify themselves by being local; empty for nobody
 * @param port 0 takes any free port; clients find it in the run directory
 */
public record ManagementConfig(
        String address,
        int port,
        Duration requestTimeout,
        long bodyMaxBytes,
        String localGroup,
        RateConfig rate,
        ManagementTlsConfig tls) {
    public ManagementConfig {
        new Check()
                .that(!address.isBlank(), "address", address, "must be an address of this host")
                .between("port", port, 0, 65_535)
                .between("request-timeout", requestTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10))
                .between("body-max", bodyMaxBytes, 64 * 1024, 64 * 1024 * 1024)
                .orThrow();
    }

    static ManagementConfig from(Section section) {
        return new ManagementConfig(
                section.text("address"),
                section.integer("port"),
                section.duration("request-timeout"),
                section.bytes("body-max"),
                section.text("local-group"),
                Objects.requireNonNullElse(section.section("rate-limit", RateConfig::from), RateConfig.unread()),
                Objects.requireNonNullElse(
                        section.section("tls", ManagementTlsConfig::from), ManagementTlsConfig.USUAL));
    }

    /** Whether it listens at all addresses of the host. */
    public boolean isAnyAddress() {
        return address.equals("0.0.0.0") || address.equals("::") || address.equals("[::]");
    }
}
