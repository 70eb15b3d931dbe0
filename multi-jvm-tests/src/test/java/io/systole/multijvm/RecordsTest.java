package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the other readers of the judges make of their input. */
class RecordsTest {
    @Test
    void readsWhatDebiansAgentsSayOfThemselves() {
        var events = DebianAgentLog.parse(
                "n1",
                List.of(
                        "1795415435.012423747 Filesystem(disk)[147]:    INFO: Running start for /dev/loop0 on /srv/web",
                        "1795415435.092275101 IPaddr2(address)[224]:    INFO: Adding inet address 10.77.0.100/24 to eth0",
                        "1795415435.113171588 nginx(web)[291]:    INFO: Using /usr/sbin/nginx as nginx",
                        "1795415435.146843312 nginx(web)[291]:    INFO: Starting /usr/sbin/nginx - nginx version: x",
                        "1795415436.348705111 nginx(web)[492]:    INFO: nginx stopped.",
                        "1795415436.394693808 IPaddr2(address)[545]:    INFO: IP status = ok, IP_CIP=",
                        "1795415436.436177650 Filesystem(disk)[593]:    INFO: Running stop for /dev/loop0 on /srv/web",
                        "1795415436.481449017 Filesystem(disk)[593]:    INFO: unmounted /srv/web successfully"));

        assertThat(events)
                .extracting(AgentEvent::toString)
                .containsExactly(
                        "1795415435.012423747 n1 disk start begin -",
                        "1795415435.092275101 n1 address start begin -",
                        "1795415435.146843312 n1 web start begin -",
                        "1795415436.348705111 n1 web stop end 0",
                        "1795415436.394693808 n1 address stop end 0",
                        "1795415436.481449017 n1 disk stop end 0");
    }

    @Test
    void measuresAnOutageFromTheLastUseBeforeToTheFirstAfter() {
        var record = ClientRecord.parse(List.of(
                "1000000 ok n1", "51000000 ok n1", "101000000 failed X", "151000000 failed X", "201000000 ok n2"));

        assertThat(record.outageAfter(60_000_000L))
                .contains(new ClientRecord.Outage(Duration.ofMillis(150), "n1", "n2", 2));
        assertThat(record.firstAfter(60_000_000L, "n1")).contains(new ClientRecord.Use(201_000_000L, true, "n2"));
    }

    @Test
    void countsAUseThatWasUnderWayWhenTheFaultCame() {
        var record = ClientRecord.parse(
                List.of("1000000 ok n1", "51000000 failed X", "302000000 failed X", "350000000 ok n2"));

        assertThat(record.outageAfter(60_000_000L))
                .contains(new ClientRecord.Outage(Duration.ofMillis(349), "n1", "n2", 2));
    }

    @Test
    void findsTheOutageThatATakeoverEndedAmongOthers() {
        var record = ClientRecord.parse(List.of(
                "1000000 ok n1",
                "51000000 failed X",
                "101000000 ok n1",
                "151000000 failed X",
                "201000000 failed X",
                "251000000 ok n2",
                "301000000 ok n2"));

        assertThat(record.takeoverAfter(40_000_000L, "n1"))
                .contains(new ClientRecord.Outage(Duration.ofMillis(150), "n1", "n2", 2));
        assertThat(record.takeoverAfter(260_000_000L, "n2")).isEmpty();
    }

    @Test
    void knowsOfNoOutageThatHasNotEnded() {
        var record = ClientRecord.parse(List.of("1000000 ok n1", "51000000 failed X", "1010000"));

        assertThat(record.uses()).hasSize(2);
        assertThat(record.outageAfter(0)).isEmpty();
        assertThat(record.firstAfter(0, "n1")).isEmpty();
    }

    @Test
    void countsOnlyFullMembersAsOnline() throws IOException {
        var cib = CibView.parse("""
                <cib admin_epoch="0" epoch="3" have-quorum="1" dc-uuid="2"><configuration><nodes>
                <node id="1" uname="n1"/><node id="2" uname="n2"/></nodes></configuration><status>
                <node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member"/>
                <node_state id="2" uname="n2" in_ccm="1795415434" crmd="1795415434" join="member"/>
                <node_state id="3" uname="n3" in_ccm="true" crmd="online" join="pending"/>
                <node_state id="4" uname="n4" in_ccm="false" crmd="offline" join="down"/>
                </status></cib>
                """);

        assertThat(cib.online()).containsExactly("n1", "n2");
        assertThat(cib.dc()).isEqualTo("n2");
        assertThat(cib.quorate()).isTrue();
        assertThat(cib.epoch()).isEqualTo("0.3");
    }

    @Test
    void aNumberThatIsStillBeingWrittenIsNotAcknowledged() {
        assertThat(RowClient.numbers("1\n12\n1")).containsExactly(1L, 12L);
        assertThat(RowClient.numbers("")).isEmpty();
    }
}
