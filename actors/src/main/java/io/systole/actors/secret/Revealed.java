package io.systole.actors.secret;

import io.systole.cib.value.SecretTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of a call with the values of this node's files.
 *
 * @param missing why a value is not there; empty when all are
 * @param secrets what must not be seen of what the agent prints
 */
record Revealed(SortedMap<String, String> parameters, List<String> missing, List<String> secrets) {
    static Revealed of(SecretFiles files, String resource, Map<String, String> parameters) {
        var all = new TreeMap<>(parameters);
        var missing = new ArrayList<String>();
        var secrets = new ArrayList<>(SecretTexts.valuesOf(parameters));
        parameters.forEach((name, value) -> {
            if (value.equals(SecretTexts.LOCAL)) {
                var found = files.find(resource, name);
                if (found.isThere()) {
                    all.put(name, found.value());
                    secrets.add(found.value());
                } else {
                    missing.add(found.why());
                }
            }
        });
        return new Revealed(all, missing, secrets);
    }

    String masked(String text) {
        return SecretTexts.masked(text, secrets);
    }
}
