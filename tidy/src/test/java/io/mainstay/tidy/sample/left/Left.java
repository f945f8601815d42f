package io.mainstay.tidy.sample.left;

import io.mainstay.tidy.sample.right.Right;
import org.jspecify.annotations.Nullable;

/** Half of a ring, for the test of the rule against rings. */
public final class Left {
    public @Nullable Right other;
}
