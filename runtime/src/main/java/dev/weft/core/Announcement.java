package dev.weft.core;

import java.lang.invoke.MethodHandleInfo;
import java.lang.reflect.Modifier;

/**
 * How spun code announces a call of a method that is already loaded: what the weaver decides by
 * name, here known exactly.
 */
public enum Announcement {
  /** Not at all: the method cannot suspend, or takes its caller for a foreign one. */
  NONE,
  /** By token: what is called is woven. */
  TOKEN,
  /** By token and receiver: foreign code may stand between. */
  RECEIVER;

  /**
   * @param kind a constant of {@link MethodHandleInfo}
   * @param declaring the class that declares the method
   */
  static Announcement of(int kind, Class<?> declaring, int modifiers) {
    boolean isWoven = Registry.find(declaring) != null || speaksTheProtocol(declaring);
    boolean isConstructor = kind == MethodHandleInfo.REF_newInvokeSpecial;
    boolean isExact =
        isConstructor
            || kind == MethodHandleInfo.REF_invokeStatic
            || kind == MethodHandleInfo.REF_invokeSpecial
            || Modifier.isPrivate(modifiers)
            || Modifier.isFinal(modifiers)
            || Modifier.isFinal(declaring.getModifiers());
    if (isExact) {
      return isWoven && !isConstructor ? TOKEN : NONE;
    }
    return isWoven && !declaring.isInterface() ? TOKEN : RECEIVER;
  }

  /** The API's continuation is not woven: its run and yield do by hand what woven code does. */
  private static boolean speaksTheProtocol(Class<?> declaring) {
    return declaring.getSuperclass() == ContinuationCore.class;
  }
}
