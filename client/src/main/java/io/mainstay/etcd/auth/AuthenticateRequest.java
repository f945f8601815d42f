package io.mainstay.etcd.auth;

/**
 * A request for a token.
 *
 * @param name the user
 * @param password the password
 */
public record AuthenticateRequest(String name, Secret password) {}
