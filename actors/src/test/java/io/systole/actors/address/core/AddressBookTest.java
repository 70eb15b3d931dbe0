package io.systole.actors.address.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.address.core.AddressBook.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AddressBookTest {
    private final AddressBook book = AddressBook.of(List.of(List.of("a1", "a2", "a3"), List.of("b1")));

    @Test
    void beginsWithTheFirstAddress() {
        assertThat(book.choose("a1")).isEqualTo("a1");
    }

    @Test
    void takesTheFirstThatAnswers() {
        AddressBook known = book.finding("a1", "a1", Finding.SILENT)
                .finding("a1", "a3", Finding.ANSWERS)
                .finding("a1", "a2", Finding.ANSWERS);

        assertThat(known.choose("a1")).isEqualTo("a2");
    }

    @Test
    void triesWhatWasNotTriedBeforeWhatWasSilent() {
        assertThat(book.finding("a1", "a1", Finding.SILENT).choose("a1")).isEqualTo("a2");
    }

    @Test
    void returnsToTheFirstWhenItAnswersAgain() {
        AddressBook away = book.finding("a1", "a1", Finding.SILENT).finding("a1", "a2", Finding.ANSWERS);

        assertThat(away.finding("a1", "a1", Finding.ANSWERS).choose("a1")).isEqualTo("a1");
    }

    @Test
    void leavesNamesAloneThatItDoesNotKnow() {
        assertThat(book.choose("b1")).isEqualTo("b1");
        assertThat(book.choose("elsewhere.example")).isEqualTo("elsewhere.example");
    }

    @Test
    void nodesThatShareTheirFirstAddressAreMetThere() {
        AddressBook shared = AddressBook.of(List.of(List.of("a1", "a2"), List.of("a1", "a3")));

        assertThat(shared.finding("a1", "a1", Finding.SILENT).choose("a1")).isEqualTo("a1");
    }
}
