/**
 * The {@code Transport} over etcd's HTTP/JSON gateway, on the JDK's HttpClient: for where gRPC cannot go, or must not
 * come along.
 *
 * <p>etcd's gateway answers over HTTP/1.1 only when a request has ended, so nothing can be sent on a stream that is
 * being read. What is one stream over gRPC is therefore several requests here: one for each watch, and one for each
 * keep-alive. The differences that a user can see:
 *
 * <ul>
 *   <li>a watch cannot be asked for its progress; {@code progressNotify} works, at the server's interval;
 *       so a key's history before its last creation, which is read to the server's word that it is all, runs into its
 *       deadline;
 *   <li>there is no RangeStream; it is refused as unimplemented before anything is sent;
 *   <li>HTTP/1.1 has no pings: while a stream is silent the server is asked for its status on another connection, so
 *       one that something in between has forgotten is not noticed by itself;
 *   <li>each call under way has a connection to itself, and more than 64 at a time wait for each other;
 *   <li>the name in a client certificate is no user: etcd sees its own gateway's certificate.
 * </ul>
 */
@NullMarked
package io.mainstay.etcd.gateway;

import org.jspecify.annotations.NullMarked;
