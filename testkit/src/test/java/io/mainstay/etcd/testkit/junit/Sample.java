package io.mainstay.etcd.testkit.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test class that {@link Runs} runs inside a test and nobody else may: many are meant to fail. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Sample.OnlyInside.class)
@interface Sample {
    /** What {@link Runs} sets. */
    String INSIDE = "mainstay.inside.a.test";

    /** Holds where {@link Runs} is at work. */
    final class OnlyInside implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(INSIDE).isPresent()
                    ? ConditionEvaluationResult.enabled("inside a test")
                    : ConditionEvaluationResult.disabled("a sample, for the tests around it");
        }
    }
}
