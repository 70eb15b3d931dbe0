package io.systole.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OrdersTest {
    @Test
    void tablesAreWalkedInTheSlotOrderOfTheReference() {
        assertThat(walk("1", "2", "3")).containsExactly("1", "3", "2");
        assertThat(walk("node1", "node2", "node3", "node4", "node5"))
                .containsExactly("node2", "node4", "node1", "node3", "node5");
    }

    private static List<String> walk(String... keys) {
        SlotTable<String> table = new SlotTable<>();
        for (String key : keys) {
            table.put(key, key);
        }
        return table.values();
    }

    @Test
    void tablesKeepWhatWasPutThroughGrowthAndRemoval() {
        SplittableRandom random = new SplittableRandom(7);
        SlotTable<Integer> table = new SlotTable<>();
        TreeMap<String, Integer> model = new TreeMap<>();
        for (int i = 0; i < 5000; i++) {
            String key = "k" + random.nextInt(300);
            if (random.nextInt(3) == 0) {
                table.remove(key);
                model.remove(key);
            } else {
                table.put(key, i);
                model.put(key, i);
            }
            assertThat(table.count()).isEqualTo(model.size());
        }

        TreeMap<String, Integer> walked = new TreeMap<>();
        table.forEach(walked::put);

        assertThat(walked).isEqualTo(model);
        model.forEach((key, value) -> assertThat(table.get(key)).isEqualTo(value));
    }

    @Test
    void sortingIsStableAndBearsOrdersThatAreNone() {
        List<String> words = new ArrayList<>(List.of("b1", "a1", "b2", "a2", "c1", "a3"));

        List<String> sorted = MergeSort.sorted(words, (x, y) -> Character.compare(x.charAt(0), y.charAt(0)));
        List<String> circular = MergeSort.sorted(words, (x, y) -> x.length() + y.length() > 0 ? 1 : 0);

        assertThat(sorted).containsExactly("a1", "a2", "a3", "b1", "b2", "c1");
        assertThat(circular).containsExactlyInAnyOrderElementsOf(words);
    }
}
