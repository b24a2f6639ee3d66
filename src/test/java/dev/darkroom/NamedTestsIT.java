package dev.darkroom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.darkroom.job.RunLauncher;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestTemplate;

/** Sees that each test is run by the plugin that is meant to: by its name, Surefire's *Test or Failsafe's *IT. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamedTestsIT {

    private static final DescribedPredicate<JavaClass> HAS_TESTS = DescribedPredicate.describe(
            "have tests",
            type -> type.getMethods().stream()
                    .anyMatch(method ->
                            method.isAnnotatedWith(Test.class) || method.isMetaAnnotatedWith(TestTemplate.class)));

    private final JavaClasses tests = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("dev.darkroom");

    @Test
    void whatever_has_tests_is_run() {
        classes()
                .that(HAS_TESTS)
                .should()
                .haveSimpleNameEndingWith("Test")
                .orShould()
                .haveSimpleNameEndingWith("IT")
                .check(tests);
    }

    @Test
    void a_unit_test_starts_no_process_and_no_whole_run() {
        Set<String> starters = starters();
        assertThat(starters).isNotEmpty();
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Test")
                .and()
                .doNotBelongToAnyOf(NamedTestsIT.class)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "start processes or whole runs", type -> starters.contains(type.getName())))
                .check(tests);
    }

    /** Lists the tests that start a process themselves or hand that on to another. */
    private Set<String> starters() {
        Set<String> starters = new HashSet<>(Set.of(ProcessBuilder.class.getName(), RunLauncher.class.getName()));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (JavaClass type : tests) {
                boolean starts = type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                starters.contains(dependency.getTargetClass().getName()));
                grows |= starts && starters.add(type.getName());
            }
        }
        return starters;
    }
}
