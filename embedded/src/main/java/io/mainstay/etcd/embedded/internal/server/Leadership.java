package io.mainstay.etcd.embedded.internal.server;

/** Whether the only member leads, which it does until a lever takes that away. */
final class Leadership {
    private volatile boolean held = true;

    boolean isHeld() {
        return held;
    }

    void lose() {
        held = false;
    }

    void gain() {
        held = true;
    }
}
