create table population (
  national_id     text primary key check (national_id ~ '^[0-9]{12}$'),
  name            text not null check (name <> ''),
  birth_date      date not null,
  sex             text not null check (sex in ('female', 'male')),
  ethnicity       text not null,
  nationality     text not null,
  birth_place     text,
  origin          text,
  residence_unit  text not null,
  residence_line  text not null,
  current_address text,
  marital_status  text not null check (marital_status in ('never-married', 'married', 'divorced', 'widowed')),
  spouse          text,
  father          text,
  mother          text,
  children        text[] not null,
  household_head  text,
  issued_on       date,
  confirmed_on    date not null
);
comment on table population is 'Own table. What the population register says of a person; stands in for the national database until the exchange reaches it. Family and household are named by personal number, whether or not the register knows them. Read only through the registers room, which notes every reading.';
grant select, insert, update on population to sen_app;

create table businesses (
  tax_code            text primary key,
  name                text not null,
  registration_number text not null,
  address             text not null,
  owner               text not null check (owner ~ '^[0-9]{12}$'),
  confirmed_on        date not null
);
comment on table businesses is 'Own table. Household businesses by their owner''s personal number; stands in for the business register. Read as the population is.';
create index businesses_owner on businesses (owner);
grant select, insert, update on businesses to sen_app;
