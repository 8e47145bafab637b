package dev.weft.it.shapes

import dev.weft.Pinned
import dev.weft.it.support.Probe
import dev.weft.it.support.Program

/** What the Kotlin compiler makes of suspend points. */
class KotlinShapes {
  class Basics : Program {
    override fun run(p: Probe): Any? {
      val (a, b) = Two(p.suspend(1), p.suspend(2L))
      val text = "t${p.suspend(a)}${p.suspend(-0.0)}"
      val chosen =
        when (p.suspend(b)) {
          in 0..1 -> "low"
          2L -> "two" + p.suspend("x")
          else -> "other"
        }
      var sum = 0L
      for (i in 1..p.suspend(3)) sum += p.suspend(i) * b
      outer@ for (i in 0 until 4) {
        for (j in 0..i) {
          if (p.suspend(j) == 2) continue@outer
          if (i == 3) break@outer
          sum = sum * 31 + p.suspend(j)
        }
      }
      val elvis: String = p.suspend(null as String?) ?: p.suspend("elvis")
      val tried =
        try {
          Helper(p, 1).fail()
        } catch (e: IllegalStateException) {
          e.message + p.suspend(3)
        } finally {
          p.log("finally" + p.suspend(4))
        }
      return arrayOf(text, chosen, sum, elvis, tried, Two(a, b).copy(b = p.suspend(9L)))
    }

    data class Two(val a: Int, val b: Long)

    class Helper(private val p: Probe, private val n: Int) {
      fun fail(): String {
        p.suspend()
        throw IllegalStateException("failed" + p.suspend(n))
      }
    }
  }

  class Functions : Program {
    override fun run(p: Probe): Any? {
      val add: (Int) -> Int = { p.suspend(it) + 1 }
      val twice = { f: (Int) -> Int, x: Int -> f(f(p.suspend(x))) }
      var captured = 0L
      val accumulate = { d: Double -> captured += p.suspend(3L) + d.toLong() }
      accumulate(p.suspend(1.5))
      accumulate(-0.0)
      fun local(n: Int): Int = if (n == 0) p.suspend(0) else n + local(n - 1) * p.suspend(2)
      val inlined = listOf(1, 2, 3).map { p.suspend(it) * 2 }.filter { p.suspend(it) > 2 }
      val let = p.suspend("let").let { it + p.suspend(1) }.run { this + p.suspend(length) }
      val reference = Named::describe
      return arrayOf(
        add(1), twice(add, 5), captured, local(3), inlined, let, reference(Named(p), 4), Named(p).named(b = p.suspend(7)),
        Named(p).spread("x", *arrayOf(p.suspend("y"), "z")), countDown(p, 5, 0),
      )
    }

    private tailrec fun countDown(p: Probe, n: Int, sum: Long): Long =
      if (n == 0) sum else countDown(p, n - 1, sum * 3 + p.suspend(n))

    class Named(private val p: Probe) {
      fun describe(n: Int): String = "d" + p.suspend(n)

      fun named(a: Int = p.suspend(1), b: Int, c: Long = p.suspend(a.toLong()) + b): String = "$a $b $c"

      fun spread(vararg parts: String): String {
        var all = ""
        for (part in parts) all += p.suspend(part) + parts.size
        return all
      }
    }
  }

  class Types : Program {
    sealed interface Shape

    data class Circle(val r: Double) : Shape

    data object Point : Shape

    @JvmInline value class Meters(val m: Long) {
      fun doubled(p: Probe) = Meters(p.suspend(m) * 2)
    }

    interface Greeter {
      val p: Probe

      fun greet(n: Int): String = "hello" + p.suspend(n) + suffix()

      fun suffix(): String = p.suspend("!")
    }

    class Loud(override val p: Probe) : Greeter {
      override fun suffix() = super.suffix() + p.suspend("!!")
    }

    class Delegating(g: Greeter) : Greeter by g

    inner class Inner(private val n: Int) {
      fun touch(p: Probe): Int {
        secret += p.suspend(n)
        return secret++
      }
    }

    private var secret = 5

    companion object {
      fun area(p: Probe, s: Shape): Double =
        when (s) {
          is Circle -> p.suspend(s.r) * 3
          Point -> p.suspend(-0.0)
        }
    }

    override fun run(p: Probe): Any? {
      val inner = Inner(p.suspend(2))
      return arrayOf(
        area(p, Circle(2.0)), area(p, Point), Meters(p.suspend(4L)).doubled(p).m, Loud(p).greet(1), Delegating(Loud(p)).greet(2),
        inner.touch(p) + inner.touch(p), secret,
      )
    }
  }

  /** The builder's coroutine is run by the library, which is not woven. */
  @Pins(Pinned.FOREIGN_FRAME)
  class Sequences : Program {
    override fun run(p: Probe): Any? {
      val numbers = sequence {
        for (i in 1..3) {
          yield(p.suspend(i))
          p.suspend()
        }
      }
      var sum = p.suspend(0)
      for (n in numbers) sum = sum * 10 + n
      return sum
    }
  }
}
