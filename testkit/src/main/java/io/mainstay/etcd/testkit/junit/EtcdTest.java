package io.mainstay.etcd.testkit.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class an embedded etcd and a client of it, as parameters of type {@link
 * io.mainstay.etcd.embedded.EmbeddedEtcd} and {@link io.mainstay.etcd.EtcdClient}. To set options, register an {@link
 * EtcdExtension} instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(EtcdExtension.class)
public @interface EtcdTest {}
