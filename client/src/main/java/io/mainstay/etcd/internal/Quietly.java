package io.mainstay.etcd.internal;

/** Closing one of many parts, where a failure must not keep the others open. */
final class Quietly {
    private Quietly() {}

    static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.getLogger(Quietly.class.getName()).log(System.Logger.Level.WARNING, "a part did not close", e);
        }
    }
}
