package io.systole.cib.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Formats of timestamps, compared with what date(1) of this host writes. */
class TimestampFormatTest {
    private static final List<String> TIMES = List.of(
            "2026-01-01T00:00:00Z",
            "2026-01-04T12:05:09.000123456Z",
            "2024-12-30T23:59:59.987654321Z",
            "2023-01-01T13:00:00.5Z",
            "2000-02-29T08:07:06Z");
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata");
    private static final List<String> FORMATS = List.of(
            "%H:%M:%S.%06N",
            "%Y-%m-%d,%H:%M:%S.%01N",
            "%D %H:%M",
            "%c",
            "%a|%A|%b|%B|%C|%d|%e|%F|%g|%G|%h|%H|%I|%j|%k|%l|%m|%M|%p|%P|%q|%r|%R|%s|%S|%T|%u|%U|%V|%w|%W|%x|%X|%y|%Y",
            "%N|%3N|%9N|%12N",
            "%z|%:z|%::z|%:::z|%Z",
            "%-d|%_d|%05d|%-H|%_H|%5Y|%_6Y|%08s|%-j|%_j|%0e|%-l|%10a|%^a|%#p|%^B|%#Z|%12F|%-5d|%010T",
            "100%% %n%t plain");

    @Test
    void writesWhatDateWrites() throws Exception {
        for (String zone : ZONES) {
            for (String time : TIMES) {
                for (String format : FORMATS) {
                    String written =
                            TimestampFormat.write(format, Instant.parse(time).atZone(ZoneId.of(zone)));

                    assertThat(written)
                            .as(format + " at " + time + " in " + zone)
                            .isEqualTo(date(zone, time, format));
                }
            }
        }
    }

    @Test
    void keepsWhatIsNoConversionAndNamesIt() {
        var at = Instant.EPOCH.atZone(ZoneId.of("UTC"));

        assertThat(TimestampFormat.write("%Y %Q %:S %", at)).isEqualTo("1970 %Q %:S %");
        assertThat(TimestampFormat.fault("%Y %Q %S")).contains("%Q");
        assertThat(TimestampFormat.fault("%H:%M%")).contains("%");
        assertThat(TimestampFormat.fault("%99999999999999Y")).isEmpty();
        assertThat(TimestampFormat.write("%99999999999999Y", at)).hasSize(100);
        FORMATS.forEach(format -> assertThat(TimestampFormat.fault(format)).isEmpty());
    }

    private static String date(String zone, String time, String format) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("date", "-d", time, "+" + format);
        builder.environment().put("TZ", zone);
        builder.environment().put("LC_ALL", "C");
        var process = builder.redirectErrorStream(true).start();
        String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(written).isZero();
        return written.substring(0, written.length() - 1);
    }
}
