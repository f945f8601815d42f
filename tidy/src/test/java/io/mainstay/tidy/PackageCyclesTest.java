package io.mainstay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.mainstay.tidy.sample.left.Left;
import io.mainstay.tidy.sample.right.Right;
import org.junit.jupiter.api.Test;

class PackageCyclesTest {

    @Test
    void aRingOfTwoPackagesIsFound() {
        assertThat(PackageCycles.in(new ClassFileImporter().importClasses(Left.class, Right.class)))
                .singleElement()
                .asString()
                .contains("Cycle detected", "tidy.sample.left", "tidy.sample.right");
    }

    @Test
    void onePackageAloneIsNoRing() {
        assertThat(PackageCycles.in(new ClassFileImporter().importClasses(Left.class)))
                .isEmpty();
    }
}
