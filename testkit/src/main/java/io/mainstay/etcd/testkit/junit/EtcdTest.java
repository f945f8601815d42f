package io.mainstay.etcd.testkit.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class an etcd and a client of it, as parameters; {@link EtcdExtension} says which. To set options
 * of the two, register that instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(EtcdExtension.class)
public @interface EtcdTest {
    /** How far the tests are kept apart. */
    Isolation value() default Isolation.CLASS;
}
