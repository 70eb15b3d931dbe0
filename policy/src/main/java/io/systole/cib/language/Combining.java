package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds statements to those that are there. One of the same id takes the place of the other; options are added to their
 * list, a {@code monitor} to its resource, and all statements for the fencing topology are one.
 */
final class Combining {
    private final List<Statement> all;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Statement> given = new HashMap<>();
    private final Consumer<LanguageFault> faults;

    private Combining(List<Statement> present, Consumer<LanguageFault> faults) {
        this.all = new ArrayList<>(present);
        this.faults = faults;
        for (int i = 0; i < present.size(); i++) {
            places.put(key(present.get(i)), i);
        }
    }

    static List<Statement> of(List<Statement> present, List<Statement> more, Consumer<LanguageFault> faults) {
        var combining = new Combining(present, faults);
        more.stream().filter(statement -> !isOperation(statement)).forEach(combining::put);
        more.stream().filter(Combining::isOperation).forEach(combining::addOperation);
        return combining.all;
    }

    /** Those that are there with others in the place of those of the same ids, options included; new ones come last. */
    static List<Statement> replacing(List<Statement> present, List<Statement> others) {
        var all = new ArrayList<>(present);
        for (Statement other : others) {
            int place = -1;
            for (int i = 0; i < all.size() && place < 0; i++) {
                place = other.id() != null || isTopology(other)
                        ? (key(all.get(i)).equals(key(other)) ? i : -1)
                        : -1;
            }
            if (place < 0) {
                all.add(other);
            } else {
                all.set(place, other);
            }
        }
        return all;
    }

    /** What two statements have in common that define the same object. */
    static String key(Statement statement) {
        return statement.section() + " " + statement.id();
    }

    static boolean isOperation(Statement statement) {
        return statement.element().name().equals("op");
    }

    private void put(Statement statement) {
        String key = key(statement);
        Statement before = given.put(key, statement);
        boolean named = statement.id() != null;
        Integer place = named || isTopology(statement) ? places.get(key) : null;
        Statement present = place == null ? null : all.get(place);
        Statement put = statement;
        if (present != null && Sections.OPTIONS.contains(statement.section())) {
            put = merged(present, statement);
        } else if (before != null && present != null && isTopology(statement)) {
            var levels = new ArrayList<>(present.element().children());
            levels.addAll(statement.element().children());
            put = with(statement, statement.element().containing(levels));
        } else if (before != null && named) {
            faults.accept(new LanguageFault(
                    statement.line(),
                    statement.column(),
                    "a second definition of " + statement.id(),
                    "one of each id",
                    "it is defined in line " + before.line() + " already: rename one or remove it"));
        }
        if (place == null) {
            places.put(key, all.size());
            all.add(put);
        } else {
            all.set(place, put);
        }
    }

    private static boolean isTopology(Statement statement) {
        return statement.section().equals(TopologySyntax.SECTION);
    }

    /** The first with the pairs of the second, and its score and rule where it has them. */
    private static Statement merged(Statement present, Statement statement) {
        var children = new ArrayList<>(present.element().children());
        for (Element child : statement.element().children()) {
            int same = -1;
            for (int i = 0; i < children.size(); i++) {
                boolean isSame = children.get(i).name().equals(child.name())
                        && Objects.equals(children.get(i).attribute("name"), child.attribute("name"));
                same = isSame ? i : same;
            }
            if (same < 0) {
                children.add(child.name().equals("rule") ? 0 : children.size(), child);
            } else {
                children.set(same, child);
            }
        }
        var attributes =
                new HashMap<String, @Nullable String>(statement.element().attributes());
        return with(statement, present.element().with(attributes).containing(children));
    }

    private void addOperation(Statement operation) {
        Word resource = operation.members().get(0);
        Integer place = places.get("resources " + resource.text());
        Statement primitive = place == null ? null : all.get(place);
        if (place == null || primitive == null || !primitive.element().name().matches("primitive|template")) {
            faults.accept(new LanguageFault(
                    resource.line(),
                    resource.column(),
                    "\"" + resource.text() + "\"",
                    "the id of a primitive or rsc_template",
                    "define it, or correct the name"));
            return;
        }
        Element operations = primitive.element().child("operations").orElse(Element.empty("operations"));
        var ops = new ArrayList<>(operations.children());
        ops.removeIf(other -> Objects.equals(other.id(), operation.element().id()));
        ops.add(operation.element());
        var children = new ArrayList<>(primitive.element().children());
        children.removeIf(child -> child.name().equals("operations"));
        children.add(operations.containing(ops));
        all.set(place, with(primitive, primitive.element().containing(children)));
    }

    private static Statement with(Statement statement, Element element) {
        return new Statement(statement.section(), element, statement.members(), statement.line(), statement.column());
    }
}
