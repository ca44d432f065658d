import pytest

from brygga.documentation.tests import test_pages
from tests.journeys.site import Site

pytestmark = pytest.mark.browser


def test_shots(site: Site, django_db_blocker) -> None:
    from concurrent.futures import ThreadPoolExecutor

    make = getattr(test_pages.file, "__wrapped__", None) or test_pages.file._get_wrapped_function()

    def work():
        from django.db import connection

        r = make()
        pages = (r.resident_pages(), r.staff_pages())
        connection.close()
        return r

    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as pool:
        f = pool.submit(work).result()
    axe = open("node_modules/axe-core/axe.min.js").read()
    import json

    out = {}
    for phone in (True, False):
        a = site.signed_in("Alma", "resident", phone=phone)
        c = site.signed_in("David", "staff", "landskrona", phone=phone)
        k = "p" if phone else "d"
        for name, page, url in [
            ("case", a, f.mine),
            ("remark", a, f.mine + f.resident_pages()[0] + "?stycke=1"),
            ("review", a, f.mine + f.resident_pages()[2]),
            ("ask", a, f.mine + f.resident_pages()[3]),
            ("respond", a, f.mine + f.resident_pages()[4]),
            ("add", a, f.mine + f.resident_pages()[6]),
            ("record", a, f.mine + "hela-akten/"),
            ("scase", c, f.work),
            ("swrite", c, f.work + "anteckning/"),
            ("scorrect", c, f.work + f.staff_pages()[1]),
            ("spassage", c, f.work + f.staff_pages()[2]),
            ("sanswer", c, f.work + f.staff_pages()[3]),
            ("sask", c, f.work + "fraga/"),
            ("scomm", c, f.work + "kommunicera/"),
            ("sas", c, f.work + "som-den-enskilde/"),
        ]:
            if phone and name.startswith("s") and name != "scase":
                continue
            r = page.goto(url)
            assert r.status == 200, (name, r.status)
            page.wait_for_timeout(200)
            page.screenshot(path=f"/tmp/shots/{k}-{name}.png", full_page=True)
            page.evaluate("(s) => { const e = Function(s); e.call(window); }", axe) if False else None
            cdp = page.context.new_cdp_session(page)
            cdp.send("Page.setBypassCSP", {"enabled": True})
            page.reload()
            page.add_script_tag(content=axe)
            v = page.evaluate(
                "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.target.join(' ')).slice(0,3)]))"
            )
            if v:
                out[f"{k}-{name}"] = v
    print(json.dumps(out, indent=1, ensure_ascii=False))
