package io.systole.actors.policy.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrdersTest {
    @Test
    void namesAnOperationOfAnAnonymousInstanceAsItsHistoryDoes() {
        assertThat(Orders.recordedKey("db", "db:2_monitor_3000")).isEqualTo("db_monitor_3000");
        assertThat(Orders.recordedKey("db", "db_monitor_3000")).isEqualTo("db_monitor_3000");
        assertThat(Orders.recordedKey("my_db", "my_db:12_notify_pre_0")).isEqualTo("my_db_notify_pre_0");
    }

    @Test
    void leavesTheNumberOfAUniqueInstanceWhichIsPartOfItsName() {
        assertThat(Orders.recordedKey("db:2", "db:2_monitor_3000")).isEqualTo("db:2_monitor_3000");
    }
}
