package io.mainstay.tidy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;

/**
 * Packages of one module that lean on each other in a ring. A public package may make what stands in an internal one
 * (that is how a face gets its engine), so those arrows do not count.
 */
final class PackageCycles {

    private PackageCycles() {}

    /** The rings in a folder of compiled classes, looking at packages that start with {@code io.mainstay.}. */
    static List<String> in(Path classes) {
        return in(new ClassFileImporter().importPath(classes));
    }

    static List<String> in(JavaClasses classes) {
        return slices()
                .matching("io.mainstay.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(resideOutsideOfPackage("..internal.."), resideInAPackage("..internal.."))
                .allowEmptyShould(true)
                .evaluate(classes)
                .getFailureReport()
                .getDetails()
                .stream()
                .map(PackageCycles::inShort)
                .toList();
    }

    /** The ring and one example of each of its arrows, of which ArchUnit lists all. */
    private static String inShort(String ring) {
        StringBuilder text = new StringBuilder();
        boolean example = true;
        for (String line : ring.lines().toList()) {
            boolean isExample = line.stripLeading().startsWith("- ");
            if (!isExample || example) {
                text.append(line).append('\n');
            }
            example = !isExample;
        }
        return text.append("  Turn one of the arrows round, or move what both sides need to a package of its own.\n")
                .toString();
    }
}
