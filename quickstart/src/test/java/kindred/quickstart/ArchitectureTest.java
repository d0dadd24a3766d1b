package kindred.quickstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house, held over all modules that this one sees. */
class ArchitectureTest {

    private static final JavaClasses KINDRED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("kindred");

    private static final String[] KERNEL = {
        "org.neo4j.bolt..",
        "org.neo4j.collection..",
        "org.neo4j.configuration..",
        "org.neo4j.cypher..",
        "org.neo4j.dbms.systemgraph..",
        "org.neo4j.internal..",
        "org.neo4j.io..",
        "org.neo4j.kernel..",
        "org.neo4j.logging.internal..",
        "org.neo4j.memory..",
        "org.neo4j.values.."
    };

    @Test
    void packagesImportEachOtherInNoCircle() {
        slices().assignedFrom(new EveryPackage()).should().beFreeOfCycles().check(KINDRED);
    }

    @Test
    void onlyTheKernelBorderKnowsTheKernel() {
        noClasses()
                .that()
                .resideInAPackage("kindred.procedures..")
                .and()
                .resideOutsideOfPackage("kindred.procedures.kernel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KERNEL)
                .check(KINDRED);
    }

    @Test
    void onlyTheGdsBorderKnowsGds() {
        noClasses()
                .that()
                .resideOutsideOfPackage("kindred.procedures.gds")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.neo4j.gds..")
                .check(KINDRED);
    }

    /** Neo4j packages GDS with its own copies of libraries, under other names: such a member is not there in a real server. */
    @Test
    void usesNoMemberOfGdsWhoseSignatureNamesALibrary() {
        classes()
                .that()
                .resideInAPackage("kindred.procedures.gds")
                .should(new OnlyUseMembersOfGdsWithoutLibraries())
                .allowEmptyShould(true)
                .check(KINDRED);
    }

    @Test
    void mathematicsAndRecommendersKnowNoDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages("kindred.procedures..", "kindred.quickstart..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.neo4j..")
                .check(KINDRED);
    }

    @Test
    void everyPackageSaysWhatLivesThereAndWhatItMayNotImport() throws IOException {
        for (Path folder : sourceFolders()) {
            Path info = folder.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info))
                    .as(info.toString())
                    .contains("/**")
                    .containsIgnoringCase("import");
        }
    }

    @Test
    void noPackageIsNamedAfterNothing() throws IOException {
        List<String> empty =
                List.of("base", "common", "core", "facade", "helper", "impl", "manager", "service", "util");
        assertThat(sourceFolders())
                .noneMatch(folder -> empty.contains(folder.getFileName().toString()));
    }

    /** Folders of main sources, in all modules, that hold Java files. */
    private static Set<Path> sourceFolders() throws IOException {
        Set<Path> folders = new TreeSet<>();
        try (Stream<Path> modules = Files.list(Path.of(System.getProperty("kindred.home")))) {
            for (Path sources :
                    modules.map(module -> module.resolve("src/main/java")).toList()) {
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .forEach(file -> folders.add(file.getParent()));
                    }
                }
            }
        }
        assertThat(folders).isNotEmpty();
        return folders;
    }

    private static final class EveryPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "every package";
        }
    }

    private static final class OnlyUseMembersOfGdsWithoutLibraries extends ArchCondition<JavaClass> {
        OnlyUseMembersOfGdsWithoutLibraries() {
            super("only use members of GDS whose signatures name the JDK, Neo4j and GDS");
        }

        @Override
        public void check(JavaClass border, ConditionEvents events) {
            for (JavaAccess<?> access : border.getAccessesFromSelf()) {
                if (access.getTargetOwner().getPackageName().startsWith("org.neo4j.gds")) {
                    access.getTarget().resolveMember().ifPresent(member -> requireFree(member, access, events));
                }
            }
        }

        private static void requireFree(JavaMember member, JavaAccess<?> access, ConditionEvents events) {
            signature(member)
                    .map(type -> type.getBaseComponentType())
                    .filter(type -> !type.isPrimitive())
                    .filter(type -> !type.getName().startsWith("java.")
                            && !type.getName().startsWith("org.neo4j."))
                    .forEach(type -> events.add(SimpleConditionEvent.violated(
                            access, access.getDescription() + " names " + type.getName() + " in its signature")));
        }

        private static Stream<JavaClass> signature(JavaMember member) {
            if (member instanceof JavaCodeUnit method) {
                return Stream.concat(method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()));
            }
            return member instanceof JavaField field ? Stream.of(field.getRawType()) : Stream.empty();
        }
    }
}
