package io.mainstay.etcd.spi;

/**
 * Receives the outcome of a call: exactly one of its methods is called, once, unless the call was cancelled first.
 *
 * <p>Called on a thread of the transport; it must not block and must not run user code.
 *
 * @param <R> the answer
 */
public interface ResponseHandler<R> {
    /** The server answered. */
    void onResponse(R response);

    /** The call failed. */
    void onFailure(TransportFailure failure);
}
