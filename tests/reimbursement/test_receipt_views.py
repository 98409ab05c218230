"""Receipts are added, refused in words, and given only to those who may see the claim."""

import zlib

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.uploads import MOST
from reimbursement import actions, receipts
from reimbursement.models import Claim, Kind, Line, Receipt
from tests.factories.people import MemberFactory, ServiceRoleFactory, UserFactory
from tests.reimbursement.member import claim_of, photo, problems, said, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    return signed_in(client)


@pytest.fixture
def claim(member, policy):
    return claim_of(member, policy)


def page_of(claim):
    return reverse("reimbursement:claim-show", args=[claim.pk])


def add_page(claim):
    return reverse("reimbursement:receipt-add", args=[claim.pk])


def bus_page(claim):
    return reverse("reimbursement:expense-add", args=[claim.pk, Kind.PUBLIC_TRANSPORT])


def png_of(width, height):
    """A PNG that says it has so many pixels, however few bytes it holds."""

    def chunk(kind, body):
        check = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + check

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_the_fare_is_added_with_a_photograph_of_the_ticket(client, claim):
    response = client.post(bus_page(claim), {"spent": "£6.30", "receipt": photo()})
    assert response.url == page_of(claim)
    receipt = Receipt.objects.get()
    assert (receipt.line, receipt.media_type) == (Line.objects.get(), "image/jpeg")
    page = words(client.get(page_of(claim)))
    assert "1 receipt" in page
    assert "Is everything right? Then send it to us." in page


def test_without_a_receipt_it_says_so_and_a_reason_is_enough(client, claim):
    client.post(bus_page(claim), {"spent": "6.30", "description": "The 54"})
    page = words(client.get(page_of(claim)))
    assert "Add a receipt for “The 54”, or tell us why you have none." in page
    line = reverse("reimbursement:expense-edit", args=[Line.objects.get().pk])
    client.post(line, {"spent": "6.30", "without_receipt": "I lost it"})
    assert "Send this claim" in words(client.get(page_of(claim)))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00 a program", receipts.OF_ANOTHER_KIND),
        (b"%PDF-1.7 and then nothing", receipts.DAMAGED),
        (b"\xff\xd8\xff\xe0 cut off", receipts.DAMAGED),
        (b"<svg onload='alert(1)'></svg>", receipts.OF_ANOTHER_KIND),
        (png_of(10_000, 6_000), receipts.TOO_MANY_PIXELS),
        (b"\xff\xd8\xff" + b"x" * receipts.LARGEST, receipts.TOO_LARGE),
        (b"", "This file is empty. Choose it again, or another one"),
    ],
    ids=["program", "broken PDF", "broken photo", "SVG", "60 megapixels", "too large", "empty"],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(client, claim, content, sentence):
    upload = SimpleUploadedFile("receipt.pdf", content, content_type="application/pdf")
    response = client.post(bus_page(claim), {"spent": "6.30", "receipt": upload})
    assert problems(response) == [sentence]
    assert 'value="6.30"' in response.content.decode()
    assert not Line.objects.exists()
    upload.seek(0)
    assert problems(client.post(add_page(claim), {"receipt": upload})) == [sentence]


def test_a_file_is_asked_for_again_where_something_else_is_wrong(client, claim):
    response = client.post(bus_page(claim), {"spent": "abc", "receipt": photo()})
    assert problems(response) == [
        "Enter an amount in pounds, like 4.20",
        "Choose your receipt again, because it could not be kept meanwhile",
    ]


def test_a_receipt_goes_with_one_claim_only(client, member, claim, policy):
    client.post(add_page(claim), {"receipt": photo()})
    other = claim_of(member, policy)
    for path in (add_page(other), add_page(claim)):
        [sentence] = problems(client.post(path, {"receipt": photo("again.jpg")}))
        assert "We have this receipt already." in sentence
    assert Receipt.objects.count() == 1


def test_a_receipt_says_what_it_is_for(client, claim):
    for spent in ("6.30", "7.40"):
        client.post(bus_page(claim), {"spent": spent, "description": f"Bus {spent}"})
    first, second = Line.objects.all()
    assert problems(client.post(add_page(claim), {"receipt": photo()})) == [
        "Select what the receipt is for"
    ]
    assert problems(client.post(add_page(claim), {"line": second.pk})) == [
        "Choose a photograph or a PDF of your receipt"
    ]
    client.post(add_page(claim), {"receipt": photo(), "line": second.pk})
    assert (second.receipts.count(), first.receipts.count()) == (1, 0)


def test_a_receipt_is_removed_until_the_claim_is_sent(client, claim):
    client.post(bus_page(claim), {"spent": "6.30", "receipt": photo()})
    remove = reverse("reimbursement:receipt-remove", args=[Receipt.objects.get().pk])
    assert client.get(remove).url == page_of(claim)
    client.post(page_of(claim))
    assert "can no longer be changed" in said(client.post(remove))[-1]
    Claim.objects.update(status="draft", sent_at=None, sent_by=None)
    client.post(remove)
    assert not Receipt.objects.exists()


def test_a_receipt_is_a_file_to_save_and_never_shown(client, claim):
    client.post(add_page(claim), {"receipt": photo("../../etc/passwd.jpg")})
    receipt = Receipt.objects.get()
    response = client.get(reverse("reimbursement:receipt-download", args=[receipt.pk]))
    name = f"{claim.reference}-receipt-{receipt.pk}.jpg"
    assert dict(response.headers) | {
        "Content-Type": "image/jpeg",
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    } == dict(response.headers)
    assert response.content == bytes(receipt.file.content)


def test_who_may_not_see_the_claim_does_not_find_its_receipt(client, claim):
    client.post(bus_page(claim), {"spent": "6.30", "receipt": photo()})
    key = Receipt.objects.get().pk
    paths = [reverse(f"reimbursement:receipt-{name}", args=[key]) for name in ("download", "show")]
    holder = ServiceRoleFactory(service=claim.service, role="budget_holder").user
    holder.groups.add(Group.objects.get(name="Budget holder"))
    lead = ServiceRoleFactory(service=claim.service).user
    member = MemberFactory(person__signs_in=True).person.user

    def answers(user):
        other = Client()
        if user:
            other.force_login(user)
        return [other.get(path).status_code for path in paths]

    assert answers(None) == [302, 302]
    assert answers(member) == [404, 403]
    assert answers(lead)[0] == 404
    assert answers(holder)[0] == 404  # not before it is sent
    actions.send_claim(claim=claim, by=None)
    assert answers(holder) == [302, 200]
    team = UserFactory(permissions=["wagtailadmin.access_admin", "reimbursement.run_reimbursement"])
    assert answers(team) == [302, 200]


def test_a_claim_holds_thirty_receipts_and_says_so(client, claim, monkeypatch):
    monkeypatch.setattr("reimbursement.actions.receipts.MOST_RECEIPTS", 1)
    client.post(add_page(claim), {"receipt": photo()})
    [sentence] = problems(client.post(add_page(claim), {"receipt": photo(colour="red")}))
    assert "A claim can hold" in sentence


@pytest.mark.django_db(transaction=True)
def test_while_a_photograph_is_decoded_nobody_waits_for_the_database(client, claim, monkeypatch):
    open_meanwhile, photograph = [], receipts._photograph

    def slow(image):
        open_meanwhile.append(connection.in_atomic_block)
        return photograph(image)

    monkeypatch.setattr("reimbursement.receipts._photograph", slow)
    client.post(bus_page(claim), {"spent": "6.30", "receipt": photo()})
    line = reverse("reimbursement:expense-edit", args=[Line.objects.get().pk])
    client.post(line, {"spent": "6.40", "receipt": photo(colour="red")})
    client.post(add_page(claim), {"receipt": photo(colour="blue")})
    team = UserFactory(permissions=["wagtailadmin.access_admin", "reimbursement.run_reimbursement"])
    client.force_login(team)
    scan = reverse("reimbursement:receipt-scan", args=[claim.pk])
    client.post(scan, {"receipt": photo(colour="green")})

    assert Receipt.objects.count() == 4
    assert open_meanwhile == [False] * 4


def test_no_more_of_a_huge_upload_is_kept_than_shows_that_it_is_too_large(client, claim):
    huge = SimpleUploadedFile("huge.jpg", b"\xff\xd8\xff" + b"x" * (MOST + 1_000_000))
    response = client.post(add_page(claim), {"receipt": huge})
    assert problems(response) == [receipts.TOO_LARGE]
    kept = response.wsgi_request.FILES["receipt"]
    assert receipts.LARGEST < kept.size <= MOST
