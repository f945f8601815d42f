package io.mainstay.etcd.spi;

/**
 * The name of a remote procedure with the types of its request and answer. There is one instance for each, in {@link
 * Rpcs}, so a transport may look them up by identity.
 *
 * @param <Q> the request
 * @param <R> the answer, or each answer of a stream
 */
public final class Rpc<Q, R> {
    private final String service;
    private final String method;
    private final Effect effect;

    Rpc(String service, String method, Effect effect) {
        this.service = service;
        this.method = method;
        this.effect = effect;
    }

    /** What running a procedure a second time would do; decides what may be sent again. */
    public enum Effect {
        /** Changes nothing: may always be sent again. */
        READ,
        /** Changes something, but a second run shows itself, so it may be sent again. */
        GUARDED,
        /** Changes something: sent again only when it surely was not applied. */
        WRITE
    }

    /** The service's full name, like {@code etcdserverpb.KV}. */
    public String service() {
        return service;
    }

    /** The method, like {@code Range}. */
    public String method() {
        return method;
    }

    /** The name as gRPC writes it in a path, like {@code etcdserverpb.KV/Range}. */
    public String fullName() {
        return service + "/" + method;
    }

    /** The name for people, like {@code KV/Range}. */
    public String shortName() {
        return service.substring(service.indexOf('.') + 1) + "/" + method;
    }

    /** What running it a second time would do. */
    public Effect effect() {
        return effect;
    }

    @Override
    public String toString() {
        return fullName();
    }
}
