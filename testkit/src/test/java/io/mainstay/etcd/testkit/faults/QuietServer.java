package io.mainstay.etcd.testkit.faults;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server says of each line that is cut under it that it was; not where that is done all the time. */
final class QuietServer implements BeforeAllCallback, AfterAllCallback {
    private static final Logger SERVER = Logger.getLogger("io.grpc.netty");

    @Override
    public void beforeAll(ExtensionContext context) {
        SERVER.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        SERVER.setLevel(null);
    }
}
