package io.mainstay.etcd.error;

/** The status codes of gRPC, which are etcd's error codes; {@link #number()} is the number on the wire. */
public enum ErrorCode {
    OK,
    CANCELLED,
    UNKNOWN,
    INVALID_ARGUMENT,
    DEADLINE_EXCEEDED,
    NOT_FOUND,
    ALREADY_EXISTS,
    PERMISSION_DENIED,
    RESOURCE_EXHAUSTED,
    FAILED_PRECONDITION,
    ABORTED,
    OUT_OF_RANGE,
    UNIMPLEMENTED,
    INTERNAL,
    UNAVAILABLE,
    DATA_LOSS,
    UNAUTHENTICATED;

    private static final ErrorCode[] BY_NUMBER = values();

    /** The code with a number of the wire; {@link #UNKNOWN} when there is none. */
    public static ErrorCode of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
    }

    /** The number on the wire. */
    public int number() {
        return ordinal();
    }
}
