package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pages below docs/reference are what the code says. {@code -Dgolden.update=true} writes them anew.
 */
class ReferencePagesTest {
    @ParameterizedTest
    @EnumSource(ReferencePage.class)
    void sayWhatTheCodeSays(ReferencePage page) throws IOException {
        var file = Path.of("../docs/reference").resolve(page.file());
        var text = page.text();

        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }

        assertThat(file).as("written anew by -Dgolden.update=true").content().isEqualTo(text);
    }
}
