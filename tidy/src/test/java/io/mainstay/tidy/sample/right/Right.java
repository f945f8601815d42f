package io.mainstay.tidy.sample.right;

import io.mainstay.tidy.sample.left.Left;
import org.jspecify.annotations.Nullable;

/** Half of a ring, for the test of the rule against rings. */
public final class Right {
    public @Nullable Left other;
}
