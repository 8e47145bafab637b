package dev.weft.it.shapes

import dev.weft.Pinned
import dev.weft.it.support.{Probe, Program}

/** What the Scala compiler makes of suspend points. */
class ScalaShapes

object ScalaShapes {
  class Basics extends Program {
    override def run(p: Probe): AnyRef = {
      val two = Two(p.suspend(1), p.suspend(2L))
      val Two(a, b) = two.copy(a = p.suspend(5))
      val text = s"t${p.suspend(a)}${p.suspend(-0.0)}"
      val chosen = p.suspend(b) match {
        case 1L => "one"
        case n if n > p.suspend(1L) => "more" + p.suspend("x")
        case _ => "other"
      }
      var sum = 0L
      var i = 0
      while (p.suspend(i) < 4) {
        sum = sum * 31 + (if (p.suspend(i % 2 == 0)) p.suspend(i.toLong) else Helper.value(p, i))
        i += 1
      }
      val tried =
        try Helper.fail(p, i)
        catch {
          case e: IllegalArgumentException => "argument"
          case e: IllegalStateException if p.suspend(true) => e.getMessage + p.suspend(3)
        } finally p.log("finally" + p.suspend(4))
      Array[AnyRef](text, chosen, Long.box(sum), tried, two.toString, Helper.options(p, Some(3)), Helper.options(p, None))
    }
  }

  case class Two(a: Int, b: Long)

  object Helper {
    def value(p: Probe, i: Int): Long = p.suspend(i * 10L) + p.suspend(i)

    def fail(p: Probe, n: Int): String = {
      p.suspend()
      throw new IllegalStateException("failed" + p.suspend(n))
    }

    def options(p: Probe, o: Option[Int]): String = o match {
      case Some(n) => "some" + p.suspend(n)
      case None => p.suspend("none")
    }
  }

  class Functions extends Program {
    override def run(p: Probe): AnyRef = {
      var captured = 1L
      val add: Int => Int = x => p.suspend(x) + 1
      val join: (String, Long) => String = (s, n) => { captured += n; p.suspend(s) + p.suspend(n) }
      def local(n: Int): Int = if (n == 0) p.suspend(0) else n + local(n - 1) * p.suspend(2)
      Array[AnyRef](
        Int.box(add(1)), join("j", 4L), Int.box(local(3)), later(p, { captured += 1; p.suspend("by name") }),
        curried(p)(2)(add), Long.box(captured), defaults(p, b = p.suspend(7)))
    }

    private def later(p: Probe, text: => String): String = p.suspend("<") + text + text

    private def curried(p: Probe)(n: Int)(f: Int => Int): String = "c" + f(f(p.suspend(n)))

    private def defaults(p: Probe, a: Int = 3, b: Int): String = s"${p.suspend(a)} $b"
  }

  trait Greeter {
    def p: Probe

    def greet(n: Int): String = "hello" + p.suspend(n) + suffix

    def suffix: String = p.suspend("!")
  }

  trait Loud extends Greeter {
    override def suffix: String = super.suffix + p.suspend("!!")
  }

  trait Twice extends Greeter {
    override def suffix: String = super.suffix + super.suffix
  }

  class Traits extends Program {
    override def run(q: Probe): AnyRef = {
      val stacked = new Greeter with Loud with Twice { override val p: Probe = q }
      val tuple = (q.suspend(1), q.suspend(2L), q.suspend("three"))
      stacked.greet(1) + tuple._1 + tuple._2 + tuple._3 + ordered(q)
    }

    private def ordered(p: Probe): Int = {
      val ordering = new Ordering[Int] { override def compare(x: Int, y: Int): Int = p.suspend(x) - p.suspend(y) }
      ordering.compare(5, p.suspend(3))
    }
  }

  /** A for comprehension calls the library, which is not woven; a lazy value is computed under a monitor. */
  @Pins(Array(Pinned.FOREIGN_FRAME, Pinned.MONITOR))
  class Library extends Program {
    override def run(p: Probe): AnyRef = {
      val seen = for (n <- List(1, 2, 3) if p.suspend(n) != 2) yield p.suspend(n * 10)
      val holder = new Holder(p)
      seen.toString + holder.value + holder.value + p.suspend(1)
    }
  }

  class Holder(p: Probe) {
    lazy val value: String = p.suspend("lazy") + p.suspend(1)
  }
}
