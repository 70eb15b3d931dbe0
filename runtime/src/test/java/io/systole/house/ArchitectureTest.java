package io.systole.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;

/** Keeps the rooms of docs/ARCHITECTURE.md apart, and cores pure. */
@AnalyzeClasses(packages = "io.systole", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] CORES = {"io.systole.cib..", "io.systole.policy..", "io.systole..core.."};

    @ArchTest
    static final ArchRule policyKnowsNobody = noClasses()
            .that()
            .resideInAnyPackage("io.systole.cib..", "io.systole.policy..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.systole..")
                    .and(DescribedPredicate.not(resideInAnyPackage("io.systole.cib..", "io.systole.policy.."))));

    @ArchTest
    static final ArchRule theCibKnowsNoPlanner = noClasses()
            .that()
            .resideInAPackage("io.systole.cib..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.systole.policy.."));

    @ArchTest
    static final ArchRule agentsFencingAndSplitBrainDoNotKnowEachOther = slices().matching(
                    "io.systole.(agents|fencing|splitbrain)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule nothingBelowKnowsTheRuntime = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.systole.agents..", "io.systole.fencing..", "io.systole.splitbrain..", "io.systole.actors..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.systole.runtime..");

    @ArchTest
    static final ArchRule coresKnowNoFramework = noClasses()
            .that()
            .resideInAnyPackage(CORES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pekko..", "com.typesafe..", "org.slf4j..", "java.nio.file..", "java.net..");

    @ArchTest
    static final ArchRule coresHaveNoClockNoChanceAndNoThreads = classes()
            .that()
            .resideInAnyPackage(CORES)
            .should(new ArchCondition<>("ask no clock, no chance and no thread") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                        if (isImpure(access)) {
                            events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                        }
                    }
                }
            });

    @ArchTest
    static final ArchRule noVagueNames = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)(\\$.*)?")
            .because("a name says what a thing is or decides (docs/GLOSSARY.md)");

    @ArchTest
    static final ArchRule actorsHaveOneShape = classes()
            .that()
            .areAssignableTo(AbstractBehavior.class)
            .should()
            .haveModifier(JavaModifier.FINAL)
            .andShould(new ArchCondition<>("have at most one field that is not final, their state") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    Set<String> mutable = type.getFields().stream()
                            .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                            .map(field -> field.getName())
                            .collect(Collectors.toSet());
                    if (mutable.size() > 1) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " may change " + mutable));
                    }
                }
            });

    @ArchTest
    static final ArchRule everyEventAndCommandIsHandled = classes()
            .that(new DescribedPredicate<>("are events or commands of a sealed family") {
                @Override
                public boolean test(JavaClass type) {
                    return !type.isInterface()
                            && type.getAllRawInterfaces().stream().anyMatch(ArchitectureTest::isSealedFamily);
                }
            })
            .should(new BeHandled())
            .allowEmptyShould(true);

    /** A core tests for its events ({@code instanceof}), an actor names its commands ({@code onMessage(X.class, ..)}). */
    private static final class BeHandled extends ArchCondition<JavaClass> {
        private final Set<String> handled = new TreeSet<>();

        BeHandled() {
            super("be tested for or received somewhere");
        }

        @Override
        public void init(Collection<JavaClass> all) {
            for (JavaClass type : new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.systole")) {
                type.getReferencedClassObjects()
                        .forEach(found -> handled.add(found.getRawType().getName()));
                type.getInstanceofChecks().forEach(found -> {
                    if (!found.getOwner().getOwner().equals(found.getRawType())) {
                        handled.add(found.getRawType().getName());
                    }
                });
            }
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (!handled.contains(type.getName())) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " is handled nowhere"));
            }
        }
    }

    private static boolean isSealedFamily(JavaClass type) {
        return type.getPackageName().startsWith("io.systole")
                && (type.getSimpleName().endsWith("Event")
                        || type.getSimpleName().equals("Command"));
    }

    private static boolean isImpure(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        if (owner.isEquivalentTo(Thread.class) || owner.isEquivalentTo(Clock.class)) return true;
        if (owner.isEquivalentTo(Random.class) || owner.isEquivalentTo(ThreadLocalRandom.class)) return true;
        if (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID")) return true;
        if (owner.isEquivalentTo(Math.class) && name.equals("random")) return true;
        if (owner.isEquivalentTo(Instant.class) && name.equals("now")) return true;
        return owner.isEquivalentTo(System.class) && (name.equals("currentTimeMillis") || name.equals("nanoTime"));
    }
}
