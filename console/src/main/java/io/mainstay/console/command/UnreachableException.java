package io.mainstay.console.command;

import io.mainstay.etcd.error.EtcdException;
import java.util.List;

/** No endpoint could be reached; the message says which and why, the cause is the last failure. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> endpoints;

    UnreachableException(List<String> endpoints, String reason, EtcdException cause) {
        super("cannot reach " + String.join(", ", endpoints) + ": " + reason, cause);
        this.endpoints = endpoints;
    }

    /** The endpoints, as the user wrote them. */
    public List<String> endpoints() {
        return endpoints;
    }
}
