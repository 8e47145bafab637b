package dev.weft.core;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Links the lambdas and method references of woven classes, in place of {@link LambdaMetafactory}:
 * the objects that the JDK makes have classes that no agent sees, through which nothing could
 * suspend. What is not as the JDK demands, and what cannot be spun, the JDK links.
 */
public final class LambdaBootstrap {
  private static volatile @Nullable LambdaSpinner spinner;

  private LambdaBootstrap() {}

  /** For the agent. */
  public static void use(LambdaSpinner installed) {
    spinner = installed;
  }

  static @Nullable LambdaSpinner spinner() {
    return spinner;
  }

  /** {@link LambdaMetafactory#metafactory}. */
  public static CallSite metafactory(
      Lookup caller,
      String methodName,
      MethodType factoryType,
      MethodType methodType,
      MethodHandle implementation,
      MethodType dynamicType)
      throws LambdaConversionException {
    CallSite site =
        link(
            caller,
            methodName,
            factoryType,
            implementation,
            new LambdaOptions(methodType, dynamicType));
    return site != null
        ? site
        : LambdaMetafactory.metafactory(
            caller, methodName, factoryType, methodType, implementation, dynamicType);
  }

  /** {@link LambdaMetafactory#altMetafactory}. */
  public static CallSite altMetafactory(
      Lookup caller, String methodName, MethodType factoryType, Object... args)
      throws LambdaConversionException {
    LambdaOptions options = LambdaOptions.parse(factoryType, args);
    CallSite site =
        options == null
            ? null
            : link(caller, methodName, factoryType, (MethodHandle) args[1], options);
    return site != null
        ? site
        : LambdaMetafactory.altMetafactory(caller, methodName, factoryType, args);
  }

  /** Null if the JDK is to link it. */
  private static @Nullable CallSite link(
      Lookup caller,
      String methodName,
      MethodType factoryType,
      MethodHandle implementation,
      LambdaOptions options) {
    LambdaSpinner s = spinner;
    if (s == null || !caller.hasFullPrivilegeAccess()) {
      return null;
    }
    try {
      LambdaShape shape =
          new LambdaShape(
              caller.lookupClass(),
              options.interfacesOf(factoryType),
              factoryType,
              methodName,
              options.methodType(),
              options.bridges(),
              options.dynamicType(),
              LambdaShape.Implementation.of(caller, implementation),
              options.serializable());
      LambdaSpinner.Spun spun = LambdaRules.accepts(shape) ? s.spin(shape) : null;
      return spun == null
          ? null
          : site(
              define(caller, spun, shape.implementation().viaHandle() ? implementation : null),
              factoryType);
    } catch (LambdaShape.NotDirect e) {
      return null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      s.failed(caller.lookupClass(), e);
      return null;
    }
  }

  /** Like the JDK's: a member of the caller's nest that lives as long as its loader. */
  private static Lookup define(Lookup caller, LambdaSpinner.Spun spun, @Nullable Object classData)
      throws IllegalAccessException {
    Lookup defined =
        classData == null
            ? caller.defineHiddenClass(
                spun.classFile, true, ClassOption.NESTMATE, ClassOption.STRONG)
            : caller.defineHiddenClassWithClassData(
                spun.classFile, classData, true, ClassOption.NESTMATE, ClassOption.STRONG);
    Registry.register(defined.lookupClass(), spun.info);
    return defined;
  }

  /** Without captured values one object serves every evaluation. */
  private static CallSite site(Lookup spun, MethodType factoryType)
      throws ReflectiveOperationException {
    Class<?> type = spun.lookupClass();
    if (factoryType.parameterCount() == 0) {
      return new ConstantCallSite(
          MethodHandles.constant(factoryType.returnType(), SpunObjects.instanceOf(type)));
    }
    MethodHandle constructor = spun.findConstructor(type, factoryType.changeReturnType(void.class));
    return new ConstantCallSite(constructor.asType(factoryType));
  }
}
