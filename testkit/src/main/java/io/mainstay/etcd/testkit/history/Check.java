package io.mainstay.etcd.testkit.history;

import java.util.List;

/** One guarantee, looked for in a history. Its name is that of its class. Pure. */
public interface Check {
    /** What breaks the guarantee; empty when it was kept. */
    List<Finding> in(History history);

    /** The guarantee. */
    default String name() {
        return getClass().getSimpleName();
    }
}
