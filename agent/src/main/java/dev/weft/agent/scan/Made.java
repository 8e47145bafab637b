package dev.weft.agent.scan;

import org.jspecify.annotations.Nullable;

/**
 * A lambda, or an object of a class, that a method makes and hands to a call.
 *
 * @param type internal name of the lambda's interface, or of the object's class
 * @param body what the lambda runs; null for an object
 * @param consumer the call that it seems to be an argument of, if there is one
 */
record Made(String type, @Nullable MethodId body, int line, @Nullable MethodId consumer) {
  Made handedTo(MethodId call) {
    return new Made(type, body, line, call);
  }
}
